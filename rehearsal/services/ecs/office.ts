/** Takes requests for deployments of services, one after the other for each. */
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Lifetime } from '../lifetime';
import type { Deployer } from './deployer';
import { isOpen, type Service, type ServiceDeployment, type ServiceRevision, type TaskDefinition } from './model';
import { newDigits, newWord, type Store } from './store';

export class Office {
  constructor(
    private readonly cloud: Cloud,
    private readonly store: Store,
    private readonly deployer: Deployer,
    private readonly lifetime: Lifetime,
  ) {}

  /** Begins a deployment; one that is under way is stopped first, as ECS does. */
  deploy(service: Service, taskDefinition: TaskDefinition): ServiceDeployment {
    const before = service.deployments.findLast(isOpen);
    service.taskDefinition = taskDefinition;
    const deployment = this.newDeployment(service, this.newRevision(service, taskDefinition));
    if (before !== undefined) {
      before.stop = { type: 'ABORT', reason: `a newer deployment (${deployment.id}) took its place.` };
      before.status = 'STOP_REQUESTED';
    }
    deployment.ended = this.run(deployment, before?.ended);
    return deployment;
  }

  /** Throws AwsError ConflictException for a deployment that has ended. */
  stop(deployment: ServiceDeployment, type: 'ROLLBACK' | 'ABORT'): void {
    if (!isOpen(deployment) || deployment.stage === 'CLEAN_UP') {
      throw new AwsError(
        'ConflictException',
        `Cannot stop service deployment ARN: ${deployment.arn}. Reason: the service deployment is in ${deployment.status} state.`,
      );
    }
    if (deployment.stop !== undefined) return;
    deployment.stop = { type, reason: 'a request stopped it.' };
    deployment.status = type === 'ROLLBACK' ? 'ROLLBACK_REQUESTED' : 'STOP_REQUESTED';
  }

  private async run(deployment: ServiceDeployment, before: Promise<void> | undefined): Promise<void> {
    const done = new Promise<void>((resolve) => {
      this.lifetime.run(`service deployment ${deployment.id}`, async () => {
        try {
          await before;
          await this.deployer.run(deployment);
        } finally {
          resolve();
        }
      });
    });
    await done;
  }

  private newRevision(service: Service, taskDefinition: TaskDefinition): ServiceRevision {
    const revision: ServiceRevision = {
      arn: this.cloud.arn('ecs', `service-revision/${service.cluster.name}/${service.name}/${newDigits()}`),
      taskDefinition,
      createdAt: this.cloud.clock.now(),
      group: service.targets.groups[0],
      tasks: [],
    };
    this.store.revisions.set(revision.arn, revision);
    return revision;
  }

  private newDeployment(service: Service, target: ServiceRevision): ServiceDeployment {
    const now = this.cloud.clock.now();
    const deployment: ServiceDeployment = {
      arn: this.cloud.arn('ecs', `service-deployment/${service.cluster.name}/${service.name}/${newWord()}`),
      id: `ecs-svc/${newDigits()}`,
      service,
      target,
      configuration: service.configuration,
      createdAt: now,
      updatedAt: now,
      status: 'PENDING',
      ignoredAlarms: [],
      triggeredAlarms: [],
      failedTasks: 0,
      ended: Promise.resolve(),
    };
    this.store.deployments.set(deployment.arn, deployment);
    service.deployments.push(deployment);
    return deployment;
  }
}
