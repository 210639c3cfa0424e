import type { ServiceDestination } from '../contract/destination';
import type { Deployment, DeploymentHistory } from '../gate/ports/deployments';
import { ecsUnsupported } from './ecs-unsupported';

/** Deployments of ECS services, as far as reading goes. */
export class EcsHistory implements DeploymentHistory<ServiceDestination> {
  async latest(_destination: ServiceDestination): Promise<Deployment | undefined> {
    throw ecsUnsupported();
  }

  async get(_destination: ServiceDestination, _deploymentId: string): Promise<Deployment> {
    throw ecsUnsupported();
  }

  async succeededBefore(_destination: ServiceDestination, _instant: number): Promise<boolean> {
    throw ecsUnsupported();
  }
}
