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
    removal: 'retain',
    accounts: {
      ...threeAccounts,
      readers: [`arn:aws:iam::${tools}:role/Developer*`],
    },
    connection: { connectionArn: `arn:aws:codeconnections:eu-west-1:${tools}:connection/0a1b2c3d`, repository: 'me/app' },
    build: { commands: ['npm ci'] },
    slack: { workspaceId: 'T0123456789', channelId: 'C0123456789' },
  }),
);
const world = foreignPolicies(app);

const foreignRole = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const gateRole = (name: string) => world.arn('UnbreakableGate', 'AWS::IAM::Role', `GateFunctions${name}Role`);
const healingRole = (name: string) => world.arn('UnbreakableHealing', 'AWS::IAM::Role', `HealingFunctions${name}Role`);
const pipelineRole = world.arn('UnbreakablePipeline', 'AWS::IAM::Role', 'Role');

test('every stack is where the configuration says', () => {
  const there = (account: string | undefined) =>
    world.stackNames.filter(([, id]) => id === account).map(([name, , region]) => `${name} ${region}`);
  expect(there(tools).sort()).toEqual([
    'UnbreakableArtifacts-eu-central-1 eu-central-1',
    'UnbreakableFoundation eu-west-1',
    'UnbreakableGate eu-west-1',
    'UnbreakableHealing eu-west-1',
    'UnbreakableOperations eu-west-1',
    'UnbreakablePipeline eu-west-1',
  ]);
  const own = (name: string, region: string) =>
    ['', 'Access', 'Account', 'Operations'].map((part) => `Unbreakable${name}${part} ${region}`);
  expect(there(staging).sort()).toEqual(own('Staging', 'eu-central-1'));
  expect(there(production).sort()).toEqual(own('Production', 'eu-west-1'));
});

test('no account is asked while it is synthesized', () => {
  expect(app.synth().manifest.missing ?? []).toEqual([]);
});

const externalId = { 'sts:ExternalId': 'unbreakable-pipeline' };

describe('who takes on which role', () => {
  test.each<[string, string, string, Readonly<Record<string, string>>, boolean]>([
    ['CodePipeline deploys to staging', pipelineRole, foreignRole(staging, 'UnbreakableStagingDeploy'), {}, true],
    ['CodePipeline deploys to production', pipelineRole, foreignRole(production, 'UnbreakableProductionDeploy'), {}, true],
    ['CodePipeline redeploys nothing', pipelineRole, foreignRole(production, 'UnbreakableProductionRedeploy'), externalId, false],
    ['look looks', gateRole('Look'), foreignRole(staging, 'UnbreakableStagingRead'), externalId, true],
    ['register looks', gateRole('Register'), foreignRole(production, 'UnbreakableProductionRead'), externalId, true],
    ['look without the external id does not', gateRole('Look'), foreignRole(staging, 'UnbreakableStagingRead'), {}, false],
    ['look does not redeploy', gateRole('Look'), foreignRole(production, 'UnbreakableProductionRedeploy'), externalId, false],
    ['look does not deploy', gateRole('Look'), foreignRole(production, 'UnbreakableProductionDeploy'), {}, false],
    ['decide has no business there', gateRole('Decide'), foreignRole(staging, 'UnbreakableStagingRead'), externalId, false],
    ['remediate redeploys', gateRole('Remediate'), foreignRole(production, 'UnbreakableProductionRedeploy'), externalId, true],
    ['healing plans', healingRole('Plan'), foreignRole(production, 'UnbreakableProductionRead'), externalId, true],
    ['healing acts', healingRole('Act'), foreignRole(production, 'UnbreakableProductionRedeploy'), externalId, true],
    ['healing heals production only', healingRole('Act'), foreignRole(staging, 'UnbreakableStagingRedeploy'), externalId, false],
    ['the webhook has no business there', healingRole('Webhook'), foreignRole(production, 'UnbreakableProductionRead'), externalId, false],
  ])('%s', (_, role, taken, context, allowed) => {
    expect(world.may(role, 'sts:AssumeRole', taken, context)).toBe(allowed);
  });
});

test('people are let in to look, and to nothing else', () => {
  const roles = Object.values(world.template('UnbreakableProductionAccess').Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
  const open = roles.filter(({ Properties }) => JSON.stringify(Properties?.['AssumeRolePolicyDocument']).includes('role/Developer*'));
  expect(open.map(({ Properties }) => Properties?.['RoleName'])).toEqual(['UnbreakableProductionRead']);
});

describe('what the roles may', () => {
  const artifacts = world.arn('UnbreakableFoundation', 'AWS::S3::Bucket', 'BucketsArtifacts');
  const key = world.arn('UnbreakableFoundation', 'AWS::KMS::Key', 'BucketsArtifacts');
  const replica = world.arn('UnbreakableArtifacts-eu-central-1', 'AWS::S3::Bucket', 'Artifacts');
  const bus = `arn:aws:events:eu-west-1:${tools}:event-bus/default`;
  const group = (application = 'sample', name = 'Production') =>
    `arn:aws:codedeploy:eu-west-1:${production}:deploymentgroup:unbreakable-${application}/${name}`;
  const instance = world.arn('UnbreakableProduction', 'AWS::IAM::Role', 'ServiceFleet');
  const stagingInstance = world.arn('UnbreakableStaging', 'AWS::IAM::Role', 'ServiceFleet');
  const events = world.arn('UnbreakableProductionAccess', 'AWS::IAM::Role', 'EventsRole');
  const deploy = foreignRole(production, 'UnbreakableProductionDeploy');
  const read = foreignRole(production, 'UnbreakableProductionRead');
  const redeploy = foreignRole(production, 'UnbreakableProductionRedeploy');

  test.each<[string, string, string, string, boolean]>([
    ['deploy deploys', deploy, 'codedeploy:CreateDeployment', group(), true],
    ['deploy reads artifacts', deploy, 's3:GetObject', `${artifacts}/unbreakable/Applicatio/x`, true],
    ['deploy decrypts them', deploy, 'kms:Decrypt', key, true],
    ['deploy writes none', deploy, 's3:PutObject', `${artifacts}/unbreakable/Applicatio/x`, false],
    ['instances read artifacts', instance, 's3:GetObject', `${artifacts}/unbreakable/Applicatio/x`, true],
    ['instances decrypt them', instance, 'kms:Decrypt', key, true],
    ['instances encrypt nothing', instance, 'kms:GenerateDataKey', key, false],
    ['staging’s instances read those of their region', stagingInstance, 's3:GetObject', `${replica}/unbreakable/Applicatio/x`, true],
    ['and no others', stagingInstance, 's3:GetObject', `${artifacts}/unbreakable/Applicatio/x`, false],
    ['who only looks reads no artifacts', read, 's3:GetObject', `${artifacts}/unbreakable/Applicatio/x`, false],
    ['who looks measures', read, 'cloudwatch:GetMetricData', '*', true],
    ['who looks sees deployments', read, 'codedeploy:GetDeploymentGroup', group(), true],
    ['who looks deploys nothing', read, 'codedeploy:CreateDeployment', group(), false],
    ['who redeploys deploys', redeploy, 'codedeploy:CreateDeployment', group(), true],
    ['and stops', redeploy, 'codedeploy:StopDeployment', group(), true],
    ['but no load test', redeploy, 'codedeploy:CreateDeployment', group('load-test', 'ProductionTests'), false],
    ['alarms come to the tools account', events, 'events:PutEvents', bus, true],
    ['from nobody else of the account', instance, 'events:PutEvents', bus, false],
    ['look measures nothing with its own role', gateRole('Look'), 'cloudwatch:GetMetricData', '*', false],
    ['look sees no deployments with its own role', gateRole('Look'), 'codedeploy:GetDeploymentGroup', group(), false],
    ['register reads the monspec', gateRole('Register'), 's3:GetObject', `${artifacts}/unbreakable/Monspec/x`, true],
    ['and decrypts it', gateRole('Register'), 'kms:Decrypt', key, true],
    ['the pipeline copies artifacts to other regions', pipelineRole, 's3:PutObject', `${replica}/unbreakable/Applicatio/x`, true],
  ])('%s', (_, role, action, resource, allowed) => {
    expect(world.may(role, action, resource)).toBe(allowed);
  });
});

describe('the pipeline', () => {
  interface Action {
    readonly Name: string;
    readonly RoleArn?: string;
    readonly Region?: string;
  }
  const resources = Object.values(world.template('UnbreakablePipeline').Resources);
  const [declared] = resources.filter(({ Type }) => Type === 'AWS::CodePipeline::Pipeline');
  const { Stages, ArtifactStores, Triggers } = { ...declared?.Properties } as {
    readonly Stages: readonly { readonly Name: string; readonly Actions: readonly Action[] }[];
    readonly ArtifactStores: readonly { readonly Region: string; readonly ArtifactStore: { readonly EncryptionKey?: unknown } }[];
    readonly Triggers: readonly unknown[];
  };

  test('builds between source and staging, and starts on pushes', () => {
    expect(Stages.map(({ Name }) => Name)).toEqual(['Source', 'Build', 'Staging', 'Production']);
    expect(Triggers).toHaveLength(1);
  });

  test('deploys in the accounts and regions of the environments, under their roles', () => {
    const deploys = Stages.flatMap(({ Actions }) => Actions).filter(({ RoleArn }) => RoleArn !== undefined);
    expect(deploys.map(({ Name, RoleArn, Region }) => [Name, text(RoleArn), Region])).toEqual([
      ['DeployInStaging', foreignRole(staging, 'UnbreakableStagingDeploy'), 'eu-central-1'],
      ['LoadTestInStaging', foreignRole(staging, 'UnbreakableStagingDeploy'), 'eu-central-1'],
      ['DeployInProduction', foreignRole(production, 'UnbreakableProductionDeploy'), 'eu-west-1'],
      ['LoadTestInProduction', foreignRole(production, 'UnbreakableProductionDeploy'), 'eu-west-1'],
    ]);
  });

  test('keeps encrypted artifacts in every region', () => {
    expect(ArtifactStores.map(({ Region, ArtifactStore }) => [Region, ArtifactStore.EncryptionKey !== undefined])).toEqual([
      ['eu-west-1', true],
      ['eu-central-1', true],
    ]);
  });
});

test('the gate is told how to reach the environments', () => {
  const parameters = Object.values(world.template('UnbreakablePipeline').Resources).filter(({ Type }) => Type === 'AWS::SSM::Parameter');
  const values = parameters.map(({ Properties }) => text(Properties?.['Value']));
  expect(values.find((value) => value.includes('dimensions'))).toContain(
    JSON.stringify({
      readRoleArn: foreignRole(production, 'UnbreakableProductionRead'),
      redeployRoleArn: foreignRole(production, 'UnbreakableProductionRedeploy'),
      region: 'eu-west-1',
      externalId: 'unbreakable-pipeline',
    }),
  );
});

test('nothing can be redeployed in staging, which goes back to nothing', () => {
  const roles = Object.values(world.template('UnbreakableStagingAccess').Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
  expect(roles.map(({ Properties }) => Properties?.['RoleName'])).toEqual(['UnbreakableStagingDeploy', 'UnbreakableStagingRead', undefined]);
  expect(JSON.stringify(world.template('UnbreakablePipeline'))).not.toContain('UnbreakableStagingRedeploy');
});

test('a Slack channel is told in every account, and may do nothing there', () => {
  const channels = ['UnbreakableFoundation', 'UnbreakableStagingAccount', 'UnbreakableProductionAccount'].map((name) =>
    Object.values(world.template(name).Resources).find(({ Type }) => Type === 'AWS::Chatbot::SlackChannelConfiguration'),
  );
  expect(channels.map((channel) => channel?.Properties?.['SlackChannelId'])).toEqual(Array(3).fill('C0123456789'));
  const role = world.arn('UnbreakableFoundation', 'AWS::IAM::Role', 'NotificationsSlackRole');
  expect(world.may(role, 'cloudwatch:DescribeAlarms', '*')).toBe(false);
});

test.each(['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::DynamoDB::Table', 'AWS::Logs::LogGroup', 'AWS::SecretsManager::Secret'])(
  'what is retained outlives its stack: %s',
  (type) => {
    const resources = world.stackNames.flatMap(([name = '']) => Object.values(world.template(name).Resources));
    const kept = resources.filter(({ Type }) => Type === type).map(({ DeletionPolicy }) => DeletionPolicy);
    expect(new Set(kept)).toEqual(new Set(['Retain']));
  },
);

test('production that retains is protected from termination, stack by stack', () => {
  expect(app.node.children.map((stack) => ('terminationProtection' in stack ? stack.terminationProtection : true))).not.toContain(false);
});
