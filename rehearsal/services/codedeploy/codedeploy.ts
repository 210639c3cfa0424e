/** Stand-in for AWS CodeDeploy: in place on the instances of Auto Scaling groups, and traffic shifts of Lambda aliases. */
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
