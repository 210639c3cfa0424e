/**
 * Stand-in for Amazon ECS on Fargate: services behind a load balancer with blue/green deployments. Tasks are local
 * processes, see rehearsal/compute/container.ts.
 */
import type { ServiceFactory } from '../../cloud/service';
import { Lifetime } from '../lifetime';
import { Deployer } from './deployer';
import { Office } from './office';
import { deploymentOperations } from './operations/deployments';
import { serviceOperations } from './operations/services';
import { definitionOperations } from './operations/task-definitions';
import { resourceProviders } from './resources';
import { Scheduler } from './scheduler';
import { Store } from './store';

export const ecs: ServiceFactory = (cloud) => {
  const store = new Store(cloud);
  const lifetime = new Lifetime(cloud, 'ecs');
  const scheduler = new Scheduler(cloud, store, lifetime);
  const office = new Office(cloud, store, new Deployer(cloud, scheduler, lifetime), lifetime);
  return {
    name: 'ecs',
    operations: {
      ...definitionOperations(cloud, store),
      ...serviceOperations(cloud, store, office),
      ...deploymentOperations(cloud, store, office),
    },
    resources: resourceProviders(cloud, store, office),
    stop: async () => {
      await lifetime.stop();
      await scheduler.shutDown();
    },
  };
};
