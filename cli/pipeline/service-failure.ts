import { ListServiceDeploymentsCommand } from '@aws-sdk/client-ecs';
import type { Clients } from './clients';
import type { ActionStructure } from './structure';

/**
 * Why the newest deployment of an ECS service did not come to its good end, as ECS says it.
 * @returns `undefined` where it does not say, or may not be asked: it stands in ECS's console then.
 */
export async function serviceFailure({ ecs }: Clients, { configuration }: ActionStructure): Promise<string | undefined> {
  const { ClusterName: cluster, ServiceName: service } = configuration;
  try {
    const { serviceDeployments = [] } = await ecs.send(new ListServiceDeploymentsCommand({ cluster, service }));
    const [newest] = serviceDeployments.toSorted((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));
    return newest?.statusReason;
  } catch {
    return undefined;
  }
}
