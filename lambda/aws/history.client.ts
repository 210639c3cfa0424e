import type { Destination } from '../contract/destination';
import type { Deployment, DeploymentHistory } from '../gate/ports/deployments';
import { CodeDeployHistory } from './codedeploy-history.client';
import { EcsHistory } from './ecs-history.client';

/** Deployments of every kind, as far as reading goes. */
export class ComputeHistory implements DeploymentHistory {
  constructor(
    private readonly codeDeploy = new CodeDeployHistory(),
    private readonly ecs = new EcsHistory(),
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

  private adapterOf({ kind }: Destination): DeploymentHistory {
    switch (kind) {
      case 'server':
      case 'function':
        return this.codeDeploy;
      case 'service':
        return this.ecs;
    }
  }
}
