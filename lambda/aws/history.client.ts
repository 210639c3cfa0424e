import type { Destination } from '../contract/destination';
import type { Deployment, DeploymentHistory, DeploymentTimes } from '../gate/ports/deployments';
import type { Window } from '../judge/series';
import { CodeDeployHistory } from './codedeploy-history.client';
import { EcsHistory } from './ecs-history.client';

/** Deployments of every kind, as far as reading goes. */
export class ComputeHistory implements DeploymentHistory, DeploymentTimes {
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

  during(destination: Destination, span: Window): Promise<readonly Window[]> {
    return this.adapterOf(destination).during(destination, span);
  }

  private adapterOf({ kind }: Destination): DeploymentHistory & DeploymentTimes {
    switch (kind) {
      case 'server':
      case 'function':
        return this.codeDeploy;
      case 'service':
        return this.ecs;
    }
  }
}
