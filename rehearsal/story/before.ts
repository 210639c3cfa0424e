import { CreateDeploymentCommand, GetDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { GetPipelineCommand } from '@aws-sdk/client-codepipeline';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Clients } from '../../cli/pipeline/clients';
import type { ActionStructure, StageStructure } from '../../cli/pipeline/structure';
import { UserError } from '../../cli/errors';
import { deployImage } from './before-ecs';
import { deployToAlias } from './before-function';
import type { Stage } from './stage';

/** The bundles of the service as it ran before the first release of the rehearsal, by artifact name. */
export type BundlesBefore = Readonly<Record<string, Uint8Array>>;

/**
 * Brings every deployment group and service of the pipeline to where a running service would be, as an operator did once by hand:
 * each deploy action's artifact is deployed to where the action deploys it.
 * @returns the objects that were deployed, by artifact name.
 */
export async function deployBefore(stage: Stage, bundles: BundlesBefore): Promise<ReadonlyMap<string, { bucket: string; key: string }>> {
  const { clients, structure } = stage;
  const bucket = await artifactBucket(clients, structure.name);
  const objects = new Map<string, { bucket: string; key: string }>();
  for (const [artifact, body] of Object.entries(bundles)) {
    const key = `before-the-first-release/${artifact}.zip`;
    await clients.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
    objects.set(artifact, { bucket, key });
  }
  await Promise.all(structure.stages.map((declared) => deployStage(stage, declared, objects, bundles)));
  return objects;
}

async function artifactBucket({ codepipeline }: Clients, name: string): Promise<string> {
  const { pipeline } = await codepipeline.send(new GetPipelineCommand({ name }));
  const location = pipeline?.artifactStore?.location;
  if (location === undefined) throw new UserError(`Pipeline "${name}" names no artifact bucket.`, 1);
  return location;
}

/** The deployments of a stage, one after the other in run order: load only makes sense on a running application. */
async function deployStage(
  stage: Stage,
  { name, actions }: StageStructure,
  objects: ReadonlyMap<string, { bucket: string; key: string }>,
  bundles: BundlesBefore,
): Promise<void> {
  for (const action of [...actions].sort((a, b) => a.runOrder - b.runOrder)) {
    const artifact = action.inputs[0] ?? '';
    const [object, bundle] = [objects.get(artifact), bundles[artifact]];
    if (action.provider === 'CodeDeploy' && object !== undefined) await deploy(stage, action, object);
    if (action.provider === 'Lambda' && object !== undefined) await deployToAlias(stage, name, object);
    if (action.provider === 'ECS' && bundle !== undefined) await deployImage(stage, action, bundle);
  }
}

async function deploy(stage: Stage, action: ActionStructure, { bucket, key }: { bucket: string; key: string }): Promise<void> {
  const { codedeploy } = stage.clients;
  const { ApplicationName: applicationName, DeploymentGroupName: deploymentGroupName } = action.configuration;
  const { deploymentId } = await codedeploy.send(
    new CreateDeploymentCommand({
      applicationName,
      deploymentGroupName,
      description: 'The service as it ran before the first release',
      revision: { revisionType: 'S3', s3Location: { bucket, key, bundleType: 'zip' } },
    }),
  );
  for (;;) {
    const { deploymentInfo } = await codedeploy.send(new GetDeploymentCommand({ deploymentId }));
    if (deploymentInfo?.status === 'Succeeded') return;
    if (deploymentInfo?.status === 'Failed' || deploymentInfo?.status === 'Stopped') {
      throw new UserError(
        `The build before the first release could not be deployed to ${deploymentGroupName}: ${deploymentInfo.errorInformation?.message ?? deploymentInfo.status}`,
        1,
      );
    }
    stage.checkAlive();
    await stage.clock.sleep(10_000);
  }
}
