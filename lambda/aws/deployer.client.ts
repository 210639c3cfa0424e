import type { Destination } from '../contract/destination';
import type { Asked, Created, Deployment } from '../gate/ports/deployments';
import type { Revision } from '../gate/revision';
import type { Deployer } from '../healing/ports/deployer';
import { CodeDeployDeployer } from './codedeploy-deployer.client';
import { EcsDeployer } from './ecs-deployer.client';

/** Deployments of every kind, each by the service that makes them. */
export class ComputeDeployer implements Deployer {
  constructor(
    private readonly codeDeploy = new CodeDeployDeployer(),
    private readonly ecs = new EcsDeployer(),
  ) {}

  latest(destination: Destination): Promise<Deployment | undefined> {
    return this.adapterOf(destination).latest(destination);
  }

  get(destination: Destination, deploymentId: string): Promise<Deployment> {
    return this.adapterOf(destination).get(destination, deploymentId);
  }

  succeededBefore(destination: Destination, instant: number): Promise<boolean> {
    return this.adapterOf(destination).succeededBefore(destination, instant);
  }

  findAgain(destination: Destination, asked: Asked): Promise<Deployment | undefined> {
    return this.adapterOf(destination).findAgain(destination, asked);
  }

  create(destination: Destination, revision: Revision, description: string): Promise<Created> {
    return this.adapterOf(destination).create(destination, revision, description);
  }

  lastSucceeded(destination: Destination): Promise<Deployment | undefined> {
    return this.adapterOf(destination).lastSucceeded(destination);
  }

  stop(destination: Destination, deploymentId: string): Promise<void> {
    return this.adapterOf(destination).stop(destination, deploymentId);
  }

  rollbackOf(destination: Destination, deploymentId: string): Promise<string | undefined> {
    return this.adapterOf(destination).rollbackOf(destination, deploymentId);
  }

  private adapterOf({ kind }: Destination): Deployer {
    switch (kind) {
      case 'server':
      case 'function':
        return this.codeDeploy;
      case 'service':
        return this.ecs;
    }
  }
}
