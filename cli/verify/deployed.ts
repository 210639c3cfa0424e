import { GetPipelineCommand } from '@aws-sdk/client-codepipeline';
import { readEnvironments, readGate } from '../pipeline/gate';
import { readHealing } from '../pipeline/healing';
import { readStructure } from '../pipeline/structure';
import type { Account, StackResource } from './account';
import { arn } from './arn';
import type { VerifyClients } from './clients';
import type { Deployed } from './resources';

/** What a stack of an account is made of; nothing where there is no such stack. */
export const resourcesIn = ({ stacks }: Account, name: string): readonly StackResource[] =>
  stacks.find((stack) => stack.name === name)?.resources ?? [];

/** Where everything is. @throws UserError where the gate, healing or the pipeline is not deployed. */
export async function readDeployed(account: Account, pipeline: string): Promise<Deployed> {
  const { clients, place, stacks } = account;
  const gate = await readGate(clients);
  const [healing, structure, { environments }, artifacts] = await Promise.all([
    readHealing(clients),
    readStructure(clients, pipeline),
    readEnvironments(clients, gate, pipeline),
    artifactsOf(clients, pipeline),
  ]);
  const output = (stack: string, name: string): string => stacks.find((each) => each.name === stack)?.outputs.get(name) ?? '';
  return {
    place,
    gate,
    healing,
    structure,
    environments,
    ...artifacts,
    topicArn: output('UnbreakableFoundation', 'NotificationsTopicArn'),
    criticalTopicArn: output('UnbreakableFoundation', 'CriticalTopicArn'),
    topicKeys: ofType(resourcesIn(account, 'UnbreakableFoundation'), 'AWS::KMS::Key', /^Notifications/).map((id) =>
      arn(place, 'kms', `key/${id}`),
    ),
    queues: ofType(resourcesIn(account, 'UnbreakableHealing'), 'AWS::SQS::Queue', /^HealingProblems/).map((url) =>
      arn(place, 'sqs', url.split('/').at(-1) ?? ''),
    ),
  };
}

type Artifacts = Pick<Deployed, 'artifactBucket' | 'artifactBuckets' | 'artifactKeys'>;

async function artifactsOf({ codepipeline }: VerifyClients, name: string): Promise<Artifacts> {
  const { pipeline } = await codepipeline.send(new GetPipelineCommand({ name }));
  const { artifactStore, artifactStores = {} } = pipeline ?? {};
  const store = artifactStore ?? artifactStores[await codepipeline.config.region()];
  const artifactBuckets = Object.fromEntries(Object.entries(artifactStores).map(([region, { location = '' }]) => [region, location]));
  return {
    artifactBucket: store?.location ?? '',
    artifactBuckets,
    artifactKeys: store?.encryptionKey?.id === undefined ? [] : [store.encryptionKey.id],
  };
}

const ofType = (resources: readonly StackResource[], type: string, logicalId: RegExp): readonly string[] =>
  resources.filter((resource) => resource.type === type && logicalId.test(resource.logicalId)).map(({ physicalId }) => physicalId);
