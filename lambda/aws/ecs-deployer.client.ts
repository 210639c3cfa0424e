import type { ServiceDestination } from '../contract/destination';
import type { Asked, Created, Deployment } from '../gate/ports/deployments';
import type { Revision } from '../gate/revision';
import type { Deployer } from '../healing/ports/deployer';
import { EcsHistory } from './ecs-history.client';
import { ecsUnsupported } from './ecs-unsupported';

/** Deployments of ECS services. */
export class EcsDeployer extends EcsHistory implements Deployer<ServiceDestination> {
  async findAgain(_destination: ServiceDestination, _asked: Asked): Promise<Deployment | undefined> {
    throw ecsUnsupported();
  }

  async create(_destination: ServiceDestination, _revision: Revision, _description: string): Promise<Created> {
    throw ecsUnsupported();
  }

  async lastSucceeded(_destination: ServiceDestination): Promise<Deployment | undefined> {
    throw ecsUnsupported();
  }

  async stop(_destination: ServiceDestination, _deploymentId: string): Promise<void> {
    throw ecsUnsupported();
  }

  async rollbackOf(_destination: ServiceDestination, _deploymentId: string): Promise<string | undefined> {
    throw ecsUnsupported();
  }
}
