/** Whose resource a call names: an ARN names its account and region, a bucket's name is its owner's in all of AWS. */
import type { Place } from './place';

/** What a call says about where it goes; nothing for a call that names no resource of a certain account. */
export type Addressee =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'account'; readonly account: string; readonly region?: string }
  | { readonly kind: 'bucket'; readonly arn: string };

/** Members of inputs that may hold the ARN of another account's resource, by service. */
const arnMembers: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ['TableName'],
  ecs: ['cluster'],
  events: ['EventBusName'],
  iam: ['PolicySourceArn'],
  lambda: ['FunctionName'],
  secretsmanager: ['SecretId'],
  sns: ['TopicArn', 'TargetArn'],
  ssm: ['Name'],
  states: ['stateMachineArn', 'executionArn'],
  sts: ['RoleArn'],
};

const nobody: Addressee = { kind: 'nobody' };

/** Whom a call addresses. Pure. @param input as it came: nothing in it has been checked yet */
export const addresseeOf = (service: string, input: unknown): Addressee => {
  const members = Object(input ?? {}) as Readonly<Record<string, unknown>>;
  if (service === 's3') return bucketIn(members['Bucket']);
  if (service === 'sqs') return queueIn(members['QueueUrl']);
  const named = [members, ...busesIn(members['Entries'])].flatMap((each) => (arnMembers[service] ?? []).map((member) => each[member]));
  return named.map(inArn).find(({ kind }) => kind !== 'nobody') ?? nobody;
};

const bucketIn = (name: unknown): Addressee => (typeof name === 'string' ? { kind: 'bucket', arn: `arn:aws:s3:::${name}` } : nobody);

/** `http://host/123456789012/name` */
const queueIn = (url: unknown): Addressee => {
  const account = /^https?:\/\/[^/]+\/(\d{12})\/[^/]+$/.exec(typeof url === 'string' ? url : '')?.[1];
  return account === undefined ? nobody : { kind: 'account', account };
};

/** Each entry of PutEvents names its bus; all of one call go the way of the first that does. */
const busesIn = (entries: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(entries) ? entries.map((entry) => Object(entry ?? {}) as Readonly<Record<string, unknown>>) : [];

const inArn = (text: unknown): Addressee => {
  const place = typeof text === 'string' ? placeInArn(text) : undefined;
  return place === undefined ? nobody : { kind: 'account', ...place };
};

/** Account and region that an ARN names; the region is absent in those of global services. */
export const placeInArn = (arn: string): Partial<Place> & Pick<Place, 'account'> | undefined => {
  const [, region = '', account] = /^arn:[^:]*:[^:]*:([^:]*):(\d{12}):/.exec(arn) ?? [];
  if (account === undefined) return undefined;
  return region === '' ? { account } : { account, region };
};
