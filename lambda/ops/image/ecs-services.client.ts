import { DescribeServicesCommand, DescribeTaskDefinitionCommand, ECSClient, type Service } from '@aws-sdk/client-ecs';
import { OpsError } from '../ops-error';
import type { AskService, Running, ServiceContainer } from './running-image';

/** Asks ECS. Rejects as the SDK does, and with OpsError where ECS names no image. */
export const askEcs =
  (client: ECSClient = new ECSClient({ maxAttempts: 3 })): AskService =>
  async (asked) => {
    const service = await serviceOf(client, asked);
    if (service?.status !== 'ACTIVE') return { kind: 'missing' };
    if ((service.deployments ?? []).some(({ rolloutState }) => rolloutState === 'IN_PROGRESS')) return { kind: 'deploying' };
    return imageOf(client, asked, service.taskDefinition);
  };

async function serviceOf(client: ECSClient, { cluster, service: name }: ServiceContainer): Promise<Service | undefined> {
  try {
    const { services, failures = [] } = await client.send(new DescribeServicesCommand({ cluster, services: [name] }));
    const failure = failures.find(({ reason }) => reason !== 'MISSING');
    if (failure !== undefined)
      throw new OpsError('ServiceUnknown', `ECS does not describe ${name}: ${failure.reason ?? 'no reason'}.`, 'Deploy the stack again.');
    return services?.[0];
  } catch (error) {
    if (error instanceof Error && error.name === 'ClusterNotFoundException') return undefined;
    throw error;
  }
}

async function imageOf(client: ECSClient, { container, service }: ServiceContainer, taskDefinition: string | undefined): Promise<Running> {
  const { taskDefinition: described } = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  const image = described?.containerDefinitions?.find(({ name }) => name === container)?.image;
  if (image === undefined)
    throw new OpsError(
      'ServiceUnknown',
      `The task definition of ${service} (${taskDefinition ?? 'none'}) has no container ${container} with an image.`,
      'Release a build, then deploy the stack again.',
    );
  return { kind: 'runs', image };
}
