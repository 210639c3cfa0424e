import { StopServiceDeploymentCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import type { ServiceDestination } from '../contract/destination';
import type { Asked, Created, Deployment } from '../gate/ports/deployments';
import { sameRevision, type Revision } from '../gate/revision';
import type { Deployer } from '../healing/ports/deployer';
import { revisionMismatch } from './codedeploy-deployment';
import { isUndone, rollbackId } from './ecs-deployment';
import { EcsHistory } from './ecs-history.client';
import { isNamed } from './sdk-error';

/**
 * Deployments of ECS services. They carry no text of ours; what makes a rollback happen once is that a service is told
 * what it should run: asked again for the task definition that it already is to run, ECS begins nothing.
 */
export class EcsDeployer extends EcsHistory implements Deployer<ServiceDestination> {
  /** By what it brings and since when: whoever began it, the service goes back to that revision, and needs it once. */
  async findAgain(destination: ServiceDestination, { revision, since }: Asked): Promise<Deployment | undefined> {
    for (const brief of await this.newestFirst(destination, { createdAt: { after: new Date(since) } })) {
      const deployment = await this.known(brief);
      if (deployment.revision !== undefined && sameRevision(deployment.revision, revision)) {
        return deployment;
      }
    }
    return undefined;
  }

  /**
   * An update would stop a deployment that is under way, so a busy service is left alone; AWS offers no update that ECS
   * itself refuses then. A deployment that ECS has not listed yet counts as busy, too: the next attempt finds it again.
   */
  async create(destination: ServiceDestination, revision: Revision, _description: string): Promise<Created> {
    if (revision.kind !== 'task-definition') {
      throw revisionMismatch(destination, revision);
    }
    const before = await this.latest(destination);
    const there = brings(before, revision);
    if (there !== undefined || before?.status === 'running') {
      return there ?? { kind: 'busy' };
    }
    const { cluster, service } = destination;
    await this.client.send(new UpdateServiceCommand({ cluster, service, taskDefinition: revision.taskDefinitionArn }));
    return brings(await this.latest(destination), revision) ?? { kind: 'busy' };
  }

  async lastSucceeded(destination: ServiceDestination): Promise<Deployment | undefined> {
    const [newest] = await this.newestFirst(destination, { status: ['SUCCESSFUL'] });
    return newest === undefined ? undefined : this.known(newest);
  }

  async stop(_destination: ServiceDestination, deploymentId: string): Promise<void> {
    try {
      await this.client.send(new StopServiceDeploymentCommand({ serviceDeploymentArn: deploymentId, stopType: 'ROLLBACK' }));
    } catch (error) {
      if (!isNamed(error, 'ConflictException')) {
        throw error;
      }
    }
  }

  async rollbackOf(_destination: ServiceDestination, deploymentId: string): Promise<string | undefined> {
    const { status } = await this.describe(deploymentId);
    return isUndone(status) ? rollbackId(deploymentId) : undefined;
  }
}

/** A deployment that brings a revision to the service, or has brought it and did not fail. */
const brings = (deployment: Deployment | undefined, revision: Revision): Extract<Created, { kind: 'created' }> | undefined =>
  deployment?.revision !== undefined && deployment.status !== 'failed' && sameRevision(deployment.revision, revision)
    ? { kind: 'created', deploymentId: deployment.deploymentId }
    : undefined;
