/** The load balancers of one cloud: target groups, their targets and health, and the process that carries requests. */
import type { Cloud } from '../../cloud/cloud';
import type { AccessLog } from './access-log/access-log';
import { BalancerProcess } from './balancer-process';
import type { Fault, FromBalancer, GroupHealth, HealthCheck, Route, Target } from './messages';
import { reportHealth, reportMeasures, type Names } from './metrics';

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  /** `targetgroup/<name>/<hash>` */
  readonly fullName: string;
  readonly health: HealthCheck;
  /** Virtual milliseconds that deregistration waits for requests under way. */
  readonly drainMilliseconds: number;
  readonly targets: Map<string, Target>;
}

export interface Balancer {
  readonly arn: string;
  /** `app/<name>/<hash>` */
  readonly fullName: string;
  readonly port: number;
}

const known = new WeakMap<Cloud, Balancing>();

/** The load balancing of a cloud; there is one. */
export const balancingOf = (cloud: Cloud): Balancing => {
  const balancing = known.get(cloud) ?? new Balancing(cloud);
  known.set(cloud, balancing);
  return balancing;
};

export class Balancing {
  readonly groups = new Map<string, TargetGroup>();
  readonly balancers = new Map<string, Balancer>();
  /** By ARN of the load balancer, of those that have one. */
  readonly accessLogs = new Map<string, AccessLog>();
  private process: BalancerProcess | undefined;
  private health: readonly GroupHealth[] = [];
  private faults: readonly Fault[] = [];
  /** Load balancer by target group. */
  private readonly routed = new Map<string, string>();

  constructor(private readonly cloud: Cloud) {}

  /** Opens a port on 127.0.0.1 for a load balancer and gives it. */
  async open(arn: string, fullName: string, accessLog?: AccessLog): Promise<Balancer> {
    this.process ??= new BalancerProcess(this.cloud, (message) => this.receive(message));
    if (accessLog !== undefined) this.accessLogs.set(arn, accessLog);
    const balancer = { arn, fullName, port: await this.process.listen(arn, accessLog && fullName) };
    this.balancers.set(arn, balancer);
    return balancer;
  }

  route(balancer: string, routes: readonly Route[]): void {
    for (const { action } of routes)
      if (action.kind === 'forward') for (const group of [action.group, ...(action.idle ?? [])]) this.routed.set(group, balancer);
    this.process?.send({ kind: 'routes', balancer, routes });
  }

  addGroup(group: TargetGroup): void {
    this.groups.set(group.arn, group);
    this.tell(group);
  }

  /** ARNs of the target groups that requests to a load balancer may go to. @param fullName `app/<name>/<hash>` */
  groupsBehind(fullName: string): readonly string[] {
    const balancer = [...this.balancers.values()].find((known) => known.fullName === fullName)?.arn;
    return [...this.routed].filter(([, arn]) => arn === balancer).map(([group]) => group);
  }

  groupNamed(name: string): TargetGroup | undefined {
    return [...this.groups.values()].find((group) => group.name === name);
  }

  register(groupArn: string, { id, port }: Target): void {
    const group = this.groups.get(groupArn);
    if (group === undefined) return;
    group.targets.set(id, { id, port });
    this.tell(group);
  }

  /** Requests reach these targets and no others, by their weights. */
  replaceTargets(groupArn: string, targets: readonly Target[]): void {
    const group = this.groups.get(groupArn);
    if (group === undefined) return;
    group.targets.clear();
    for (const target of targets) group.targets.set(target.id, target);
    this.tell(group);
  }

  /** No new request reaches the target; resolves after the group's deregistration delay. */
  async deregister(groupArn: string, id: string, signal?: AbortSignal): Promise<void> {
    if (this.withdraw(groupArn, id)) await this.cloud.clock.sleep(this.drainMilliseconds(groupArn), signal);
  }

  /** No new request reaches the target. Returns whether it was there. */
  withdraw(groupArn: string, id: string): boolean {
    const group = this.groups.get(groupArn);
    if (group === undefined || !group.targets.delete(id)) return false;
    this.tell(group);
    return true;
  }

  /** Virtual milliseconds that requests under way may take when a target leaves the group. */
  drainMilliseconds(groupArn: string): number {
    return this.groups.get(groupArn)?.drainMilliseconds ?? 0;
  }

  isHealthy(groupArn: string, id: string): boolean {
    return this.health.some(({ group, healthy }) => group === groupArn && healthy.includes(id));
  }

  /** Replaces every disturbance; an empty list ends them. */
  disturb(faults: readonly Fault[]): void {
    this.faults = faults;
    this.process?.send({ kind: 'faults', faults });
  }

  get disturbances(): readonly Fault[] {
    return this.faults;
  }

  async stop(): Promise<void> {
    await Promise.all([this.process?.stop(), ...[...this.accessLogs.values()].map((log) => log.stop())]);
  }

  private tell({ arn, health, targets }: TargetGroup): void {
    this.process ??= new BalancerProcess(this.cloud, (message) => this.receive(message));
    this.process.send({ kind: 'group', group: arn, health, targets: [...targets.values()] });
  }

  private receive(message: FromBalancer): void {
    switch (message.kind) {
      case 'measures':
        return reportMeasures(this.cloud, this.names, message.measures);
      case 'lines':
        return this.accessLogs.get(message.balancer)?.take(message.lines);
      case 'health':
        this.health = message.groups;
        return reportHealth(this.cloud, this.names, this.routed, message.groups);
      case 'ready':
      case 'listening':
        return undefined;
    }
  }

  private readonly names: Names = {
    balancer: (arn) => this.balancers.get(arn)?.fullName,
    group: (arn) => this.groups.get(arn)?.fullName,
  };
}
