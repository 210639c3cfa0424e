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
  const buckets = await artifactBuckets(clients, structure.name);
  const keys = new Map(Object.keys(bundles).map((artifact) => [artifact, `before-the-first-release/${artifact}.zip`]));
  const home = buckets.get(await clients.s3.config.region()) ?? buckets.get('') ?? '';
  for (const [region, Bucket] of buckets)
    for (const [artifact, Body] of Object.entries(bundles))
      await stage.clientsFor(region === '' ? {} : { region }).s3.send(new PutObjectCommand({ Bucket, Key: keys.get(artifact), Body }));
  const objectsIn = (region = '') =>
    new Map([...keys].map(([artifact, key]) => [artifact, { bucket: buckets.get(region) ?? home, key }] as const));
  await Promise.all(structure.stages.map((declared) => deployStage(stage, declared, objectsIn, bundles)));
  return objectsIn();
}

/** The pipeline's buckets of artifacts by region; that of a pipeline with one region is under an empty name. */
async function artifactBuckets({ codepipeline }: Clients, name: string): Promise<ReadonlyMap<string, string>> {
  const { pipeline } = await codepipeline.send(new GetPipelineCommand({ name }));
  const stores = Object.entries(pipeline?.artifactStores ?? { '': pipeline?.artifactStore });
  const buckets = new Map(stores.flatMap(([region, store]) => (store?.location === undefined ? [] : [[region, store.location] as const])));
  if (buckets.size === 0) throw new UserError(`Pipeline "${name}" names no artifact bucket.`, 1);
  return buckets;
}

/** The deployments of a stage, one after the other in run order: load only makes sense on a running application. */
async function deployStage(
  stage: Stage,
  { name, actions }: StageStructure,
  objectsIn: (region: string | undefined) => ReadonlyMap<string, { bucket: string; key: string }>,
  bundles: BundlesBefore,
): Promise<void> {
  for (const action of [...actions].sort((a, b) => a.runOrder - b.runOrder)) {
    const artifact = action.inputs[0] ?? '';
    const [object, bundle] = [objectsIn(action.region).get(artifact), bundles[artifact]];
    if (action.provider === 'CodeDeploy' && object !== undefined) await deploy(stage, action, object);
    if (action.provider === 'Lambda' && object !== undefined) await deployToAlias(stage, name, object);
    if (action.provider === 'ECS' && bundle !== undefined) await deployImage(stage, action, bundle);
  }
}

async function deploy(stage: Stage, action: ActionStructure, { bucket, key }: { bucket: string; key: string }): Promise<void> {
  const { codedeploy } = stage.clientsFor(action);
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
