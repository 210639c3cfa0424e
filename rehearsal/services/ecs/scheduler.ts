/** Keeps as many tasks of a revision as the service wants, each healthy behind the load balancer. */
import type { Cloud } from '../../cloud/cloud';
import { balancingOf } from '../load-balancer/balancing';
import { isAlive, isOpen, type Service, type ServiceRevision, type Task } from './model';
import type { Store } from './store';
import { newTask, startTask, stopTask } from './task';
import type { Lifetime } from '../lifetime';

/** How long a new task may be unhealthy beyond the grace period: virtual milliseconds, and at least so many real ones. */
const healthyWithin = 120_000;
const leastRealWait = 15_000;
/** Pause before a task that ended by itself is replaced, virtual milliseconds. */
const replaceAfter = 5_000;

export class Scheduler {
  constructor(
    private readonly cloud: Cloud,
    private readonly store: Store,
    private readonly lifetime: Lifetime,
  ) {}

  /** Starts what is missing and stops what never became healthy. Returns how many tasks have failed since the last time. */
  async tend(service: Service, revision: ServiceRevision): Promise<number> {
    const ill = revision.tasks.filter((task) => task.status === 'RUNNING' && this.isOverdue(task));
    await Promise.all(ill.map((task) => this.stop(task, `Task failed ELB health checks in (target-group ${revision.group})`)));
    const failed = this.newlyFailed(revision) + ill.length;
    const missing = service.desiredCount - revision.tasks.filter(isAlive).length;
    for (let count = 0; count < missing; count += 1) await this.launch(service, revision);
    return failed;
  }

  /** Whether all wanted tasks run and the load balancer finds them healthy. */
  isReady(service: Service, revision: ServiceRevision): boolean {
    const healthy = revision.tasks.filter((task) => task.status === 'RUNNING' && this.isHealthy(task));
    return healthy.length >= service.desiredCount;
  }

  /** Stops all tasks of a revision. */
  async stopAll(revision: ServiceRevision, reason: string): Promise<void> {
    await Promise.all(revision.tasks.map((task) => this.stop(task, reason)));
  }

  /** Stops every process, at once. */
  async shutDown(): Promise<void> {
    const tasks = [...this.store.tasks.values()];
    for (const task of tasks) if (isAlive(task)) task.status = 'STOPPED';
    await Promise.all(tasks.map(async (task) => task.container?.stop()));
  }

  private readonly counted = new WeakSet<Task>();

  private newlyFailed({ tasks }: ServiceRevision): number {
    const failed = tasks.filter(
      (task) => task.status === 'STOPPED' && task.stopCode !== 'ServiceSchedulerInitiated' && !this.counted.has(task),
    );
    for (const task of failed) this.counted.add(task);
    return failed.length;
  }

  private async launch(service: Service, revision: ServiceRevision): Promise<void> {
    const task = await newTask(this.cloud, this.store, service, revision);
    await startTask(this.cloud, task);
    if (task.container !== undefined) this.lifetime.run(`watch over task ${task.id}`, () => this.watch(task));
  }

  /** Replaces a task of the serving revision that ends by itself; a deployment under way looks after its own. */
  private async watch(task: Task): Promise<void> {
    await task.container?.ended;
    await this.lifetime.sleep(replaceAfter);
    const { service, revision } = task;
    const inDeployment = service.deployments.some((deployment) => isOpen(deployment) && deployment.target === revision);
    if (service.serving === revision && !inDeployment && revision.tasks.filter(isAlive).length < service.desiredCount) {
      await this.launch(service, revision);
    }
  }

  private stop(task: Task, reason: string): Promise<void> {
    return stopTask(this.cloud, task, reason, this.lifetime.signal);
  }

  private isHealthy({ revision, address }: Task): boolean {
    return balancingOf(this.cloud).isHealthy(revision.group, address);
  }

  private isOverdue(task: Task): boolean {
    const { clock } = this.cloud;
    const patience = Math.max(healthyWithin + task.service.graceSeconds * 1000, leastRealWait * clock.settings.speed);
    return !this.isHealthy(task) && clock.now() - (task.startedAt ?? clock.now()) > patience;
  }
}
