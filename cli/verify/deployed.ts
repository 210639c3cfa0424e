import { GetPipelineCommand } from '@aws-sdk/client-codepipeline';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { messageOf, UserError } from '../errors';
import { readEnvironments, readGate } from '../pipeline/gate';
import { readHealing } from '../pipeline/healing';
import { readStructure } from '../pipeline/structure';
import type { VerifyClients } from './clients';
import { arn, type Place } from './arn';
import type { Deployed } from './resources';
import type { Stack, StackResource } from './stacks';

/** What was read of CloudFormation beforehand. */
export interface StackFacts {
  readonly stacks: readonly Stack[];
  /** Of the foundation and of healing. */
  readonly foundation: readonly StackResource[];
  readonly healing: readonly StackResource[];
}

/** Account, region and partition of the credentials. @throws UserError where they, the region or the network do not work. */
export async function readPlace({ sts }: Pick<VerifyClients, 'sts'>): Promise<Place> {
  const fix = 'Log in (aws sso login, or AWS_PROFILE), set AWS_REGION, and verify again.';
  try {
    const { Account: account, Arn: arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
    if (account !== undefined) return { partition: arn.split(':')[1] ?? 'aws', account, region: await sts.config.region() };
  } catch (error) {
    throw new UserError(`AWS cannot be asked (${messageOf(error)}). ${fix}`, 1);
  }
  throw new UserError(`AWS does not say whose credentials these are. ${fix}`, 1);
}

/** Where everything is. @throws UserError where the gate, healing or the pipeline is not deployed. */
export async function readDeployed(clients: VerifyClients, pipeline: string, place: Place, facts: StackFacts): Promise<Deployed> {
  const gate = await readGate(clients);
  const [healing, structure, { environments }, artifacts] = await Promise.all([
    readHealing(clients),
    readStructure(clients, pipeline),
    readEnvironments(clients, gate, pipeline),
    artifactsOf(clients, pipeline),
  ]);
  const output = (stack: string, name: string): string => facts.stacks.find((each) => each.name === stack)?.outputs.get(name) ?? '';
  return {
    place,
    gate,
    healing,
    structure,
    environments,
    ...artifacts,
    topicArn: output('UnbreakableFoundation', 'NotificationsTopicArn'),
    criticalTopicArn: output('UnbreakableFoundation', 'CriticalTopicArn'),
    topicKeys: ofType(facts.foundation, 'AWS::KMS::Key', /^Notifications/).map((id) => arn(place, 'kms', `key/${id}`)),
    queues: ofType(facts.healing, 'AWS::SQS::Queue', /^HealingProblems/).map((url) => arn(place, 'sqs', url.split('/').at(-1) ?? '')),
  };
}

async function artifactsOf({ codepipeline }: VerifyClients, name: string): Promise<Pick<Deployed, 'artifactBucket' | 'artifactKeys'>> {
  const { pipeline } = await codepipeline.send(new GetPipelineCommand({ name }));
  const { artifactStore, artifactStores = {} } = pipeline ?? {};
  const store = artifactStore ?? artifactStores[await codepipeline.config.region()];
  return { artifactBucket: store?.location ?? '', artifactKeys: store?.encryptionKey?.id === undefined ? [] : [store.encryptionKey.id] };
}

const ofType = (resources: readonly StackResource[], type: string, logicalId: RegExp): readonly string[] =>
  resources.filter((resource) => resource.type === type && logicalId.test(resource.logicalId)).map(({ physicalId }) => physicalId);
