/** Several accounts in one run: whose state a call reaches, and which policies have a say in it. */
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { PolicyStatement } from '../../../rehearsal/cloud/cloud';
import type { CloudHost } from '../../../rehearsal/cloud/host';
import { eventsService, type EventsService } from '../../../rehearsal/services/events/events';
import type { Envelope } from '../../../rehearsal/services/events/envelope';
import { kms } from '../../../rehearsal/services/kms/kms';
import { s3 } from '../../../rehearsal/services/s3/s3';
import { ssm } from '../../../rehearsal/services/ssm/ssm';
import { eventually } from '../support/fake-cloud';
import { clientSettings, createResource, startCloud, stopClouds } from '../support/real-cloud';

const [toolsId, stagingId] = ['111111111111', '222222222222'];
let tools: CloudHost;
let replicas: CloudHost;
let staging: CloudHost;

beforeAll(async () => {
  tools = await startCloud([ssm, s3, kms, eventsService], {
    account: toolsId,
    elsewhere: [
      { account: toolsId, region: 'eu-west-1' },
      { account: stagingId, region: 'us-east-1' },
    ],
  });
  [, replicas, staging] = tools.places as [CloudHost, CloudHost, CloudHost];
  await new SSMClient(clientSettings(staging)).send(new PutParameterCommand({ Name: '/where', Value: 'staging', Type: 'String' }));
});

afterAll(stopClouds);

let created = 0;

/** A role with these statements; whoever the trust policy's statement lets in may take it. */
const role = async (cloud: CloudHost, statements: readonly PolicyStatement[], trust: Partial<PolicyStatement> = {}): Promise<string> => {
  const { attributes } = await createResource(
    cloud,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: {
        Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' }, ...trust },
      },
      Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: statements } }],
    },
    `Role${(created += 1)}`,
  );
  return String(attributes['Arn']);
};

const allow = (Action: string, Resource: string): PolicyStatement => ({ Effect: 'Allow', Action, Resource });
const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });

test('state belongs to an account and a region', async () => {
  const read = new GetParameterCommand({ Name: '/where' });
  for (const other of [tools, replicas])
    await expect(new SSMClient(clientSettings(other)).send(read)).rejects.toMatchObject({ name: 'ParameterNotFound' });
  const { Parameter } = await new SSMClient(clientSettings(staging)).send(read);
  expect(Parameter).toMatchObject({ Value: 'staging', ARN: `arn:aws:ssm:us-east-1:${stagingId}:parameter/where` });
});

test('a region without stacks is named', async () => {
  const client = new SSMClient({ ...clientSettings(staging), region: 'eu-west-1' });
  await expect(client.send(new GetParameterCommand({ Name: '/where' }))).rejects.toThrow(
    `No stack of the assembly is in account ${stagingId} in eu-west-1, so ssm has nothing there.`,
  );
});

describe('taking on a role of another account', () => {
  const callers = { ArnLike: { 'aws:PrincipalArn': [`arn:aws:iam::${toolsId}:role/Test-*`] } };
  const trust = { Principal: root(toolsId), Condition: { ...callers, StringEquals: { 'sts:ExternalId': 'pipe' } } };
  const others = { ArnLike: { 'aws:PrincipalArn': [`arn:aws:iam::${toolsId}:role/Other-*`] } };
  const take = allow('sts:AssumeRole', `arn:aws:iam::${stagingId}:role/*`);

  const assume = async (statements: readonly PolicyStatement[], trusted: Partial<PolicyStatement>, ExternalId: string) => {
    const [caller, taken] = [await role(tools, statements), await role(staging, [allow('ssm:GetParameter', '*')], trusted)];
    const client = new STSClient({ ...clientSettings(tools, caller), region: staging.region });
    return (await client.send(new AssumeRoleCommand({ RoleArn: taken, RoleSessionName: 'test', ExternalId }))).Credentials;
  };

  test('works where both accounts agree, and acts in the other one', async () => {
    const given = await assume([take], trust, 'pipe');
    const credentials = { accessKeyId: given?.AccessKeyId ?? '', secretAccessKey: given?.SecretAccessKey ?? '' };
    const { Account } = await new STSClient({ ...clientSettings(tools), credentials }).send(new GetCallerIdentityCommand({}));
    expect(Account).toBe(stagingId);
    const { Parameter } = await new SSMClient({ ...clientSettings(tools), credentials }).send(new GetParameterCommand({ Name: '/where' }));
    expect(Parameter?.Value).toBe('staging');
  });

  const [noIdentity, noTrust] = ['no identity-based policy allows', 'no resource-based policy allows'];
  test.each<[string, string, readonly PolicyStatement[], Partial<PolicyStatement>, string]>([
    ['the caller’s own policies do not allow it', noIdentity, [allow('sts:AssumeRole', `arn:aws:iam::${stagingId}:role/Other`)], trust, 'pipe'],
    ['the external id is another', noTrust, [take], trust, 'another-pipe'],
    ['the trust is for other roles of the account', noTrust, [take], { ...trust, Condition: others }, 'pipe'],
    ['the trust is for another account', noTrust, [take], { Principal: root('333333333333') }, 'pipe'],
  ])('fails where %s', async (_what, why, statements, trusted, externalId) => {
    const before = tools.receipt().denied.length;
    await expect(assume(statements, trusted, externalId)).rejects.toThrow(why);
    expect(tools.receipt().denied.slice(before)).toEqual([
      expect.objectContaining({ action: 'sts:AssumeRole', principal: expect.stringContaining(toolsId) as string }),
    ]);
  });
});

describe('a bucket of the tools account', () => {
  let reader: string;
  let stranger: string;
  const read = new GetObjectCommand({ Bucket: 'artifacts', Key: 'app.zip' });

  beforeAll(async () => {
    reader = await role(staging, [allow('s3:GetObject', 'arn:aws:s3:::artifacts/*'), allow('kms:Decrypt', '*')]);
    stranger = await role(staging, [allow('s3:*', '*'), allow('kms:*', '*')]);
    const readers = { ArnEquals: { 'aws:PrincipalArn': reader } };
    const owner = { Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: root(toolsId) };
    const consent = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Principal: root(stagingId), Condition: readers };
    const { attributes } = await createResource(tools, 'AWS::KMS::Key', { KeyPolicy: { Statement: [owner, consent] } });
    await createResource(tools, 'AWS::S3::Bucket', {
      BucketName: 'artifacts',
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: attributes['Arn'] } },
        ],
      },
    });
    const Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Principal: root(stagingId), Condition: readers };
    await createResource(tools, 'AWS::S3::BucketPolicy', { Bucket: 'artifacts', PolicyDocument: { Statement } });
    const client = new S3Client({ ...clientSettings(tools), forcePathStyle: true });
    await client.send(new PutObjectCommand({ Bucket: 'artifacts', Key: 'app.zip', Body: 'build' }));
  });

  const client = (roleArn: string, more: object = {}) => new S3Client({ ...clientSettings(staging, roleArn), forcePathStyle: true, ...more });

  test('is read where bucket, key and the reader’s own policies agree', async () => {
    const { Body } = await client(reader).send(read);
    expect(await Body?.transformToString()).toBe('build');
  });

  test('is closed to roles that only their own account allows', async () => {
    await expect(client(stranger).send(read)).rejects.toThrow('no resource-based policy allows the action');
  });

  test('sends those away who ask in another region, and lets them in where they follow', async () => {
    const settings = { region: 'eu-west-1' };
    await expect(client(reader, settings).send(read)).rejects.toMatchObject({ $metadata: { httpStatusCode: 301 } });
    const { Body } = await client(reader, { ...settings, followRegionRedirects: true }).send(read);
    expect(await Body?.transformToString()).toBe('build');
  });

  test('has a name that no other account can have', async () => {
    await expect(createResource(staging, 'AWS::S3::Bucket', { BucketName: 'artifacts' })).rejects.toMatchObject({ code: 'BucketAlreadyExists' });
  });

  test('is closed to the operator of another account, too', async () => {
    const operator = new S3Client({ ...clientSettings(staging), forcePathStyle: true });
    await expect(operator.send(read)).rejects.toThrow('no resource-based policy allows the action');
  });
});

describe('events for the bus of another account', () => {
  const bus = `arn:aws:events:us-east-1:${toolsId}:event-bus/default`;

  const forward = async (source: string): Promise<void> => {
    const RoleArn = await role(staging, [allow('events:PutEvents', bus)], { Principal: { Service: 'events.amazonaws.com' } });
    const Targets = [{ Id: 'tools', Arn: bus, RoleArn }];
    await createResource(staging, 'AWS::Events::Rule', { EventPattern: { source: [source] }, Targets }, `Rule${(created += 1)}`);
    staging.emit({ source, 'detail-type': 'News', resources: ['r'], detail: { state: 'ALARM' } });
  };

  test('are refused without its consent, and arrive as they were with it', async () => {
    const heard: Envelope[] = [];
    (tools.services.get('events') as EventsService).control.onEvent((event) => heard.push(event));
    await forward('aws.refused');
    const denied = () => tools.receipt().denied.find(({ action }) => action === 'events:PutEvents');
    expect(await eventually(denied)).toMatchObject({ resource: bus, principal: expect.stringContaining(`${stagingId}:role/`) as string });
    const Statement = { Effect: 'Allow', Action: 'events:PutEvents', Resource: bus, Principal: root(stagingId) };
    await createResource(tools, 'AWS::Events::EventBusPolicy', { StatementId: 'Staging', Statement });
    await forward('aws.cloudwatch');
    const arrived = await eventually(() => heard[0]);
    expect(arrived).toMatchObject({ source: 'aws.cloudwatch', account: stagingId, resources: ['r'], detail: { state: 'ALARM' } });
  });
});
