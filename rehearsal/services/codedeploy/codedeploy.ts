/** Stand-in for AWS CodeDeploy on EC2: in-place deployments to the instances of Auto Scaling groups. */
import type { ServiceFactory } from '../../cloud/service';
import { Office } from './office';
import { catalogueOperations } from './operations/catalogue';
import { deploymentOperations } from './operations/deployments';
import { instanceOperations } from './operations/instances';
import { resourceProviders } from './resources';
import { Store } from './store';

export const codedeploy: ServiceFactory = (cloud) => {
  const store = new Store();
  const office = new Office(cloud, store);
  return {
    name: 'codedeploy',
    operations: {
      ...deploymentOperations(cloud, store, office),
      ...catalogueOperations(cloud, store),
      ...instanceOperations(cloud, store),
    },
    resources: resourceProviders(store),
    stop: async () => office.close(),
  };
};
