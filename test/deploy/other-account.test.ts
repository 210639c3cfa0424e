import { GetAliasCommand } from '@aws-sdk/client-lambda';
import { inTheCall } from '../../lambda/aws/accounts/releases';
import { deployPermissions, type DeployAccess } from '../../lambda/contract/deploy';
import { parseAccess } from '../../lambda/deploy/destination';
import type { PolicyStatement } from '../../rehearsal/cloud/cloud';
import { recorder } from '../rehearsal/support/deploy-cloud';
import { createResource, createRole, stopClouds } from '../rehearsal/support/real-cloud';
import { answering, destination, startFunctionWorld, type FunctionWorld } from './support/function-world';

interface Answer {
  readonly continuationToken?: string;
  readonly failureDetails?: { readonly message: string };
}

let world: FunctionWorld;
let answers: Answer[];
const before = { ...process.env };

/** What the function does with its own role; the rest of the contract is the other account's role's. */
const own = ['any', 'artifacts', 'artifactsKey', 'releaseRole'];
const statements = (mine: boolean): PolicyStatement[] =>
  deployPermissions
    .filter(({ resource }) => own.includes(resource) === mine)
    .map(({ actions }) => ({ Effect: 'Allow', Action: [...actions], Resource: '*' }));

/** A role that only this caller takes on, with an external id. */
const releaseRole = async (caller: string): Promise<string> => {
  const trust: PolicyStatement = {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { AWS: 'arn:aws:iam::123456789012:root' },
    Condition: { StringEquals: { 'sts:ExternalId': 'unbreakable-pipeline' }, ArnLike: { 'aws:PrincipalArn': [caller] } },
  };
  const Policies = [{ PolicyName: 'Release', PolicyDocument: { Statement: statements(false) } }];
  const properties = { AssumeRolePolicyDocument: { Statement: [trust] }, Policies };
  const { attributes } = await createResource(world.cloud, 'AWS::IAM::Role', properties, 'Release');
  return String(attributes['Arn']);
};

/** The handler, as a container starts it under its own role. */
const start = async (changes: Partial<DeployAccess> = {}): Promise<(event: unknown) => Promise<void>> => {
  const role = await createRole(world.cloud, statements(true), 'DeployFunction');
  const access = { roleArn: await releaseRole(role), region: 'us-east-1', externalId: 'unbreakable-pipeline', ...changes };
  const { accessKeyId, secretAccessKey, sessionToken } = world.cloud.credentials(role);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: world.cloud.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    DESTINATION: JSON.stringify(destination),
    ACCESS: JSON.stringify(access),
  });
  jest.resetModules();
  const path = '../../lambda/deploy/deploy-function.lambda';
  return jest.requireActual<typeof import('../../lambda/deploy/deploy-function.lambda')>(path).handler;
};

const job = async (continuationToken?: string) => {
  const { bucket, key } = await world.upload('two.zip', answering('two'));
  const inputArtifacts = [{ location: { s3Location: { bucketName: bucket, objectKey: key } } }];
  return { 'CodePipeline.job': { id: 'job-1', data: { inputArtifacts, ...(continuationToken && { continuationToken }) } } };
};

beforeEach(async () => {
  answers = [];
  const answer = (input: unknown) => void answers.push(input as Answer);
  const jobs = recorder('codepipeline', 'codepipeline', { PutJobSuccessResult: answer, PutJobFailureResult: answer });
  // The SDK compares the end of credentials with this machine's clock.
  world = await startFunctionWorld(Date.now(), jobs);
});

afterEach(async () => {
  await stopClouds();
  process.env = { ...before };
});

const calls = (service: string, operation: string) => world.cloud.receipt().sdkCalls[service]?.[operation] ?? 0;

test('the code is read with the own role and released under the role of the other account', async () => {
  const handler = await start();
  await handler(await job());
  await world.cloud.clock.sleep(30_000);
  await handler(await job(answers[0]?.continuationToken));
  const begun = JSON.parse(answers[1]?.continuationToken ?? '{}') as unknown;
  expect(begun).toMatchObject({ job: 'job-1', deploymentId: expect.stringMatching(/^d-/) as string });
  await handler(await job(answers[1]?.continuationToken));
  expect(answers).toHaveLength(3);
  await world.cloud.clock.sleep(30_000);
  const alias = await world.lambda.send(new GetAliasCommand({ FunctionName: 'shop', Name: 'live' }));
  expect(alias.RoutingConfig).toEqual({ AdditionalVersionWeights: { 2: 0.1 } });
  expect(calls('lambda', 'UpdateFunctionCode')).toBe(1);
});

test.each<[string, Partial<DeployAccess>]>([
  ['another external id', { externalId: 'somebody-else' }],
  ['a role that is not there', { roleArn: 'arn:aws:iam::123456789012:role/none' }],
])('%s fails the action, in words, and releases nothing', async (_, changes) => {
  const handler = await start(changes);
  await handler(await job());
  expect(answers[0]?.failureDetails?.message).toMatch(/^The build could not be deployed\. .*sts:AssumeRole/);
  expect(calls('lambda', 'UpdateFunctionCode')).toBe(0);
});

test('a build that is too large for a call is refused before Lambda is asked', async () => {
  const code = inTheCall({ read: async (_, most) => ({ kind: 'unreadable', detail: `at most ${most} are read` }) });
  await expect(code({ bucket: 'artifacts', key: 'huge.zip' })).rejects.toMatchObject({
    code: 'BadBuild',
    message: expect.stringContaining('s3://artifacts/huge.zip cannot be sent to the function’s account. at most 52428800') as string,
  });
});

test.each(['', '{}', 'nonsense', '{"roleArn":"arn","region":"eu-west-1"}'])('ACCESS of %j is no way into an account', (given) => {
  expect(() => parseAccess(given)).toThrow(/ACCESS describes no role/);
});

test('without ACCESS the destination is in the own account', () => {
  expect(parseAccess(undefined)).toBeUndefined();
});
