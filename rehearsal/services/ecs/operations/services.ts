/** Describing and updating services, and looking at their tasks. */
import type {
  DeploymentConfiguration,
  DescribeServicesCommandOutput,
  DescribeTasksCommandOutput,
  ListTasksCommandOutput,
  UpdateServiceCommandOutput,
} from '@aws-sdk/client-ecs';
import type { Cloud } from '../../../cloud/cloud';
import { validated } from '../../../cloud/validated';
import { describeServicesInput, describeTasksInput, listTasksInput, updateServiceInput } from '../inputs';
import { isAlive } from '../model';
import { serviceArn, updateNeeds } from '../needs';
import type { Office } from '../office';
import type { Store } from '../store';
import { taskView } from '../task-views';
import { serviceView } from '../views';

type Answer<Output> = Omit<Output, '$metadata'>;

const invalid = 'InvalidParameterException';

export const serviceOperations = (cloud: Cloud, store: Store, office: Office) => ({
  DescribeServices: validated(
    describeServicesInput,
    {
      needs: ({ services, cluster }) =>
        services.map((name) => ({
          action: 'ecs:DescribeServices',
          resource: serviceArn(cloud, name, cluster),
          context: { 'ecs:cluster': store.cluster(cluster).arn },
        })),
      run: ({ services, cluster }): Answer<DescribeServicesCommandOutput> => {
        const found = services.flatMap((name) => store.findService(name, cluster) ?? []);
        const missing = services.filter((name) => store.findService(name, cluster) === undefined);
        return {
          services: found.map(serviceView),
          failures: missing.map((name) => ({ arn: serviceArn(cloud, name, cluster), reason: 'MISSING' })),
        };
      },
    },
    invalid,
  ),
  /** Only what differs from before makes a deployment, unless one is forced. */
  UpdateService: validated(
    updateServiceInput,
    {
      needs: ({ service, cluster, taskDefinition }) =>
        updateNeeds(serviceArn(cloud, service, cluster), taskDefinition === undefined ? undefined : store.definition(taskDefinition)),
      run: (input): Answer<UpdateServiceCommandOutput> => {
        const service = store.service(input.service, input.cluster);
        const definition = input.taskDefinition === undefined ? service.taskDefinition : store.definition(input.taskDefinition);
        service.desiredCount = input.desiredCount ?? service.desiredCount;
        service.configuration = { ...service.configuration, ...(input.deploymentConfiguration as DeploymentConfiguration | undefined) };
        if (definition !== service.taskDefinition || input.forceNewDeployment === true) office.deploy(service, definition);
        return { service: serviceView(service) };
      },
    },
    invalid,
  ),
  ListTasks: validated(
    listTasksInput,
    {
      needs: ({ cluster }) => [{ action: 'ecs:ListTasks', resource: '*', context: { 'ecs:cluster': store.cluster(cluster).arn } }],
      run: ({ cluster, serviceName, family, desiredStatus }): Answer<ListTasksCommandOutput> => {
        const service = serviceName === undefined ? undefined : store.service(serviceName, cluster);
        const wanted = [...store.tasks.values()].filter(
          (task) =>
            (service === undefined || task.service === service) &&
            (family === undefined || task.revision.taskDefinition.family === family) &&
            isAlive(task) === (desiredStatus !== 'STOPPED'),
        );
        return { taskArns: wanted.map(({ arn }) => arn) };
      },
    },
    invalid,
  ),
  DescribeTasks: validated(
    describeTasksInput,
    {
      needs: ({ cluster, tasks }) =>
        tasks.map((name) => ({
          action: 'ecs:DescribeTasks',
          resource: taskArn(cloud, name, cluster),
          context: { 'ecs:cluster': store.cluster(cluster).arn },
        })),
      run: ({ cluster, tasks }): Answer<DescribeTasksCommandOutput> => {
        const arns = tasks.map((name) => taskArn(cloud, name, cluster));
        return {
          tasks: arns.flatMap((arn) => store.tasks.get(arn) ?? []).map(taskView),
          failures: arns.filter((arn) => !store.tasks.has(arn)).map((arn) => ({ arn, reason: 'MISSING' })),
        };
      },
    },
    invalid,
  ),
});

const taskArn = (cloud: Cloud, name: string, cluster = 'default'): string =>
  name.startsWith('arn:') ? name : cloud.arn('ecs', `task/${cluster.split('/').at(-1)}/${name}`);
