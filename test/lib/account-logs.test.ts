/** Logs of environments with accounts of their own come to the search in the tools account, and nothing else does. */
import { buildApp } from '../../lib/app';
import { parseConfig } from '../../lib/config/config';
import { foreignPolicies } from './support/foreign-policies';
import { text } from './support/resolve';
import { testApp } from './support/synthesize';
import { production, staging, threeAccounts, tools } from './support/three-accounts';

const app = testApp();
buildApp(
  app,
  parseConfig({
    compute: 'ecs',
    accounts: threeAccounts,
    logging: { enabled: true, accessLogs: true, application: 'direct' },
  }),
);
const world = foreignPolicies(app);

const sender = (environment: string, purpose: 'Forward' | 'Send') => `arn:aws:iam::${tools}:role/Unbreakable${environment}${purpose}Logs`;
const forwarder = (environment: string) => world.arn(`Unbreakable${environment}Logging`, 'AWS::IAM::Role', 'ForwardingForwarderRole');
const disks = world.arn('UnbreakableStagingOperations', 'AWS::IAM::Role', 'Disks');
const stream = `arn:aws:firehose:eu-west-1:${tools}:deliverystream/unbreakable-logs`;
const bucket = world.arn('UnbreakableLogging', 'AWS::S3::Bucket', 'Documents');

/** World.arn leaves out the path of a role, which the roles of tasks have. */
const task = (account: string, environment: string) =>
  `arn:aws:iam::${account}:role/unbreakable-sample-${environment}/Unbreakable${environment}-ServiceTaskRole-RANDOM`;

test.each<[string, string, string, string, boolean]>([
  ['a forwarder takes on its role', forwarder('Staging'), 'sts:AssumeRole', sender('Staging', 'Forward'), true],
  ['and not that of another environment', forwarder('Staging'), 'sts:AssumeRole', sender('Production', 'Forward'), false],
  ['nor the application’s', forwarder('Staging'), 'sts:AssumeRole', sender('Staging', 'Send'), false],
  ['other functions of the account take on none', disks, 'sts:AssumeRole', sender('Staging', 'Forward'), false],
  ['a forwarder sends nothing by itself', forwarder('Staging'), 'firehose:PutRecordBatch', stream, false],
  ['but by its role', sender('Staging', 'Forward'), 'firehose:PutRecordBatch', stream, true],
  ['which keeps what is not taken', sender('Staging', 'Forward'), 's3:PutObject', `${bucket}/failed/forwarding/x`, true],
  ['and nothing else', sender('Staging', 'Forward'), 's3:PutObject', `${bucket}/documents/x`, false],
  ['nor reads', sender('Staging', 'Forward'), 's3:GetObject', `${bucket}/failed/forwarding/x`, false],
  ['the application’s role sends', sender('Production', 'Send'), 'firehose:PutRecordBatch', stream, true],
  ['and keeps nothing', sender('Production', 'Send'), 's3:PutObject', `${bucket}/failed/forwarding/x`, false],
])('%s', (_, role, action, resource, allowed) => {
  expect(world.may(role, action, resource)).toBe(allowed);
});

test.each([
  ['Staging', staging],
  ['Production', production],
])('the role by which %s sends lets in its tasks, by their path', (environment, account) => {
  const { Resources } = world.template('UnbreakableLogging');
  const found = Object.values(Resources).find(({ Properties }) => Properties?.['RoleName'] === `Unbreakable${environment}SendLogs`);
  const { Statement } = found!.Properties!['AssumeRolePolicyDocument'] as {
    Statement: { Condition: { ArnLike: { 'aws:PrincipalArn': string } }; Principal: { AWS: unknown } }[];
  };
  expect(Statement).toHaveLength(1);
  expect(text(Statement[0]!.Principal.AWS)).toContain(`:iam::${account}:root`);
  const pattern = Statement[0]!.Condition.ArnLike['aws:PrincipalArn'];
  expect(pattern).toBe(`arn:aws:iam::${account}:role/unbreakable-sample-${environment}/*`);
  expect(task(account, environment).startsWith(pattern.slice(0, -1))).toBe(true);
});

describe('the environment’s stack', () => {
  const resources = (stack: string, type: string) => Object.values(world.template(stack).Resources).filter(({ Type }) => Type === type);

  test('subscribes what lies in its account, and not what the application sends itself', () => {
    const groups = resources('UnbreakableStagingLogging', 'AWS::Logs::SubscriptionFilter').map(({ Properties }) =>
      text(Properties!['LogGroupName']),
    );
    expect(groups.length).toBeGreaterThan(0);
    expect(groups.join('\n')).not.toMatch(/UnbreakableStagingLog|Forwarder|UnbreakableGate/);
    const filters = resources('UnbreakableLogging', 'AWS::Logs::SubscriptionFilter');
    const inTools = filters.map(({ Properties }) => text(Properties!['LogGroupName']));
    expect(inTools.join('\n')).not.toMatch(/Staging|Production/);
  });

  test('tells the forwarder the stream, the role and the region of the tools account', () => {
    const functions = resources('UnbreakableStagingLogging', 'AWS::Lambda::Function');
    const { Variables } = functions[0]!.Properties!['Environment'] as { Variables: Record<string, unknown> };
    expect(Variables).toMatchObject({
      LOG_STREAM_NAME: 'unbreakable-logs',
      LOG_ROLE_ARN: sender('Staging', 'Forward'),
      LOG_REGION: 'eu-west-1',
    });
  });

  test('tells the application the same', () => {
    const [definition] = resources('UnbreakableStaging', 'AWS::ECS::TaskDefinition');
    const [container] = definition!.Properties!['ContainerDefinitions'] as { Environment: { Name: string; Value: unknown }[] }[];
    expect(Object.fromEntries(container!.Environment.map(({ Name, Value }) => [Name, Value]))).toMatchObject({
      LOG_STREAM: 'unbreakable-logs',
      LOG_STREAM_ROLE: sender('Staging', 'Send'),
      LOG_STREAM_REGION: 'eu-west-1',
      AWS_REGION: 'eu-central-1',
    });
    const policies = resources('UnbreakableStaging', 'AWS::IAM::Policy').map(({ Properties }) => JSON.stringify(Properties));
    expect(policies.filter((policy) => policy.includes(sender('Staging', 'Send')))).toHaveLength(1);
    expect(policies.join('\n')).not.toContain('firehose:');
  });

  test('has the load balancer’s log in a bucket of its own account', () => {
    const [table] = resources('UnbreakableStaging', 'AWS::Glue::Table');
    expect(text((table!.Properties!['TableInput'] as { StorageDescriptor: { Location: unknown } }).StorageDescriptor.Location)).toContain(
      `/AWSLogs/${staging}/elasticloadbalancing/eu-central-1/`,
    );
  });
});
