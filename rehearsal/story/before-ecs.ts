import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import type { ActionStructure } from '../../cli/pipeline/structure';
import { UserError } from '../../cli/errors';
import { EcsDeployer } from '../../lambda/aws/ecs-deployer.client';
import { readImageDefinitions, withImages } from '../services/codepipeline/actions/image-definitions';
import type { Stage } from './stage';

/** Brings an image to an ECS service, as an operator did once by hand, and waits until it has baked. */
export async function deployImage(stage: Stage, action: ActionStructure, bundle: Uint8Array): Promise<void> {
  const { ecs } = stage.clientsFor(action);
  const { ClusterName: cluster = '', ServiceName: service = '' } = action.configuration;
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  const current = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: services?.[0]?.taskDefinition, include: ['TAGS'] }),
  );
  const registration = withImages(current, readImageDefinitions(bundle, 'imagedefinitions.json'));
  const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand(registration));
  await ecs.send(new UpdateServiceCommand({ cluster, service, taskDefinition: taskDefinition?.taskDefinitionArn }));
  const deployer = new EcsDeployer(ecs);
  for (;;) {
    const latest = await deployer.latest({ kind: 'service', cluster, service });
    if (latest?.status === 'succeeded' && latest.isRollback !== true) return;
    if (latest?.status === 'failed' || latest?.isRollback === true) {
      const why = latest.failure ?? 'it was rolled back';
      throw new UserError(`The build before the first release could not be deployed to ${cluster}: ${why}`, 1);
    }
    stage.checkAlive();
    await stage.clock.sleep(10_000);
  }
}
