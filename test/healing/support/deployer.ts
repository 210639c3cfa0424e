import type { Destination } from '../../../lambda/contract/destination';
import type { Deployment } from '../../../lambda/gate/ports/deployments';
import type { Deployer } from '../../../lambda/healing/ports/deployer';
import { FakeCodeDeploy } from '../../gate/support/deploy';
import { destination } from '../../gate/support/validations';

/** CodeDeploy with one group, and stops that CodeDeploy itself rolls back. */
export class FakeDeployer extends FakeCodeDeploy implements Deployer {
  readonly stopped: string[] = [];

  constructor(private readonly clock: () => number) {
    super(clock);
  }

  async lastSucceeded(): Promise<Deployment | undefined> {
    const settled = await Promise.all(this.deployments.map(({ deploymentId }) => this.get(destination, deploymentId)));
    return settled.findLast(({ status }) => status === 'succeeded');
  }

  async stop(_destination: Destination, deploymentId: string): Promise<void> {
    const running = await this.get(destination, deploymentId);
    const target = await this.lastSucceeded();
    if (running.status !== 'running' || target?.revision === undefined) {
      return;
    }
    this.stopped.push(deploymentId);
    const index = this.deployments.findIndex((one) => one.deploymentId === deploymentId);
    this.deployments[index] = { ...running, status: 'failed', completedAt: this.clock() };
    this.deployed(`undo-${deploymentId}`, target.revision, this.clock(), { isRollback: true });
  }

  async rollbackOf(_destination: Destination, deploymentId: string): Promise<string | undefined> {
    return this.deployments.find((one) => one.deploymentId === `undo-${deploymentId}`)?.deploymentId;
  }

  /** What somebody else deploys now. */
  byHand(deploymentId: string, name: Parameters<FakeCodeDeploy['deployed']>[1]): void {
    this.deployed(deploymentId, name, this.clock());
  }

  rollbacks(): readonly Deployment[] {
    return this.deployments.filter(({ description }) => description?.includes('Rollback of') ?? false);
  }
}
