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
    compute: 'lambda',
    removal: 'retain',
    accounts: threeAccounts,
  }),
);
const world = foreignPolicies(app);

const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const gateRole = (name: string) => world.arn('UnbreakableGate', 'AWS::IAM::Role', `GateFunctions${name}Role`);
const healingRole = (name: string) => world.arn('UnbreakableHealing', 'AWS::IAM::Role', `HealingFunctions${name}Role`);
const pipelineRole = world.arn('UnbreakablePipeline', 'AWS::IAM::Role', 'Role');
const deployer = role(tools, 'UnbreakableProductionDeployFunction');
const stagingDeployer = role(tools, 'UnbreakableStagingDeployFunction');
const release = role(production, 'UnbreakableProductionRelease');
const loadTest = role(production, 'UnbreakableProductionDeploy');
const read = role(production, 'UnbreakableProductionRead');
const redeploy = role(production, 'UnbreakableProductionRedeploy');
const externalId = { 'sts:ExternalId': 'unbreakable-pipeline' };

describe('who takes on which role', () => {
  test.each<[string, string, string, Readonly<Record<string, string>>, boolean]>([
    ['the deploy function releases to its environment', deployer, release, externalId, true],
    ['not without the external id', deployer, release, {}, false],
    ['not to the other environment', deployer, role(staging, 'UnbreakableStagingRelease'), externalId, false],
    ['nor does it come in as the gate does', deployer, redeploy, externalId, false],
    ['that of staging releases there', stagingDeployer, role(staging, 'UnbreakableStagingRelease'), externalId, true],
    ['and not to production', stagingDeployer, release, externalId, false],
    ['CodePipeline itself releases nothing', pipelineRole, release, externalId, false],
    ['it brings the load test', pipelineRole, loadTest, {}, true],
    ['remediate does not release', gateRole('Remediate'), release, externalId, false],
    ['remediate redeploys', gateRole('Remediate'), redeploy, externalId, true],
    ['look looks', gateRole('Look'), read, externalId, true],
    ['healing acts', healingRole('Act'), redeploy, externalId, true],
    ['healing plans', healingRole('Plan'), read, externalId, true],
  ])('%s', (_, who, taken, context, allowed) => {
    expect(world.may(who, 'sts:AssumeRole', taken, context)).toBe(allowed);
  });
});

describe('what the roles may', () => {
  const build = `${world.arn('UnbreakableFoundation', 'AWS::S3::Bucket', 'BucketsArtifacts')}/unbreakable/Applicatio/x`;
  const key = world.arn('UnbreakableFoundation', 'AWS::KMS::Key', 'BucketsArtifacts');
  const lambda = (name: string, account = production) => `arn:aws:lambda:eu-west-1:${account}:function:${name}`;
  const shop = lambda('unbreakable-sample-Production');
  const codedeploy = (resource: string) => `arn:aws:codedeploy:eu-west-1:${production}:${resource}`;
  const application = codedeploy('application:unbreakable-sample');
  const allAtOnce = codedeploy('deploymentconfig:CodeDeployDefault.LambdaAllAtOnce');
  const group = codedeploy('deploymentgroup:unbreakable-sample/Production');
  const loadTests = codedeploy('deploymentgroup:unbreakable-load-test/ProductionTests');
  const called = lambda('unbreakable-sample-Production-deploy', tools);

  test.each<[string, string, string, string, boolean]>([
    ['CodePipeline calls the deploy function', pipelineRole, 'lambda:InvokeFunction', called, true],
    ['that reads the build', deployer, 's3:GetObject', build, true],
    ['decrypts it', deployer, 'kms:Decrypt', key, true],
    ['and changes no function with its own role', deployer, 'lambda:UpdateFunctionCode', shop, false],
    ['who releases gives the function its code', release, 'lambda:UpdateFunctionCode', shop, true],
    ['names the build in its variables', release, 'lambda:UpdateFunctionConfiguration', shop, true],
    ['gives it no other role', release, 'iam:PassRole', '*', false],
    ['publishes it', release, 'lambda:PublishVersion', shop, true],
    ['reads the alias', release, 'lambda:GetAlias', shop, true],
    ['never moves it', release, 'lambda:UpdateAlias', shop, false],
    ['changes no other function', release, 'lambda:UpdateFunctionCode', lambda('another'), false],
    ['shifts traffic', release, 'codedeploy:CreateDeployment', group, true],
    ['follows it', release, 'codedeploy:GetDeployment', group, true],
    ['reads alarms', release, 'cloudwatch:DescribeAlarms', '*', true],
    ['starts no load test', release, 'codedeploy:CreateDeployment', loadTests, false],
    ['and reads no artifacts', release, 's3:GetObject', build, false],
    ['who brings the load test does', loadTest, 'codedeploy:CreateDeployment', loadTests, true],
    ['releases nothing', loadTest, 'codedeploy:CreateDeployment', group, false],
    ['and calls no function', loadTest, 'lambda:InvokeFunction', shop, false],
    ['who looks sees deployments', read, 'codedeploy:GetDeploymentGroup', group, true],
    ['sees versions', read, 'lambda:GetFunctionConfiguration', `${shop}:7`, true],
    ['and changes nothing', read, 'codedeploy:CreateDeployment', group, false],
    ['who redeploys moves the alias by CodeDeploy', redeploy, 'codedeploy:CreateDeployment', group, true],
    ['which asks for the revision', redeploy, 'codedeploy:RegisterApplicationRevision', application, true],
    ['and the configuration', redeploy, 'codedeploy:GetDeploymentConfig', allAtOnce, true],
    ['from the version that it has', redeploy, 'lambda:GetAlias', shop, true],
    ['to one that is there', redeploy, 'lambda:GetFunctionConfiguration', `${shop}:7`, true],
    ['stops a bad one', redeploy, 'codedeploy:StopDeployment', group, true],
    ['and brings no code', redeploy, 'lambda:UpdateFunctionCode', shop, false],
  ])('%s', (_, who, action, resource, allowed) => {
    expect(world.may(who, action, resource)).toBe(allowed);
  });
});

test('the deploy action runs beside the pipeline, the load test in the environment’s account', () => {
  const resources = Object.values(world.template('UnbreakablePipeline').Resources);
  const pipeline = resources.find(({ Type }) => Type === 'AWS::CodePipeline::Pipeline');
  const stages = pipeline?.Properties?.['Stages'] as readonly { Actions: readonly { Name: string; RoleArn?: string; Region?: string }[] }[];
  const actions = new Map(stages.flatMap(({ Actions }) => Actions).map((action) => [action.Name, action]));
  expect(actions.get('DeployInStaging')?.RoleArn).toBeUndefined();
  expect(actions.get('DeployInStaging')?.Region ?? 'eu-west-1').toBe('eu-west-1');
  expect(text(actions.get('LoadTestInStaging')?.RoleArn)).toBe(role(staging, 'UnbreakableStagingDeploy'));
});

test('each deploy function is told its one way in, and no environment has one of its own', () => {
  const functions = (stack: string) =>
    Object.values(world.template(stack).Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  const variables = functions('UnbreakablePipeline').map(({ Properties }) => Properties?.['Environment'] as { Variables: { ACCESS: string } });
  expect(variables.map(({ Variables }) => JSON.parse(Variables.ACCESS) as unknown)).toEqual([
    { roleArn: role(staging, 'UnbreakableStagingRelease'), region: 'eu-central-1', externalId: 'unbreakable-pipeline' },
    { roleArn: release, region: 'eu-west-1', externalId: 'unbreakable-pipeline' },
  ]);
  const names = functions('UnbreakableProduction').map(({ Properties }) => Properties?.['FunctionName']);
  expect(names).not.toContain('unbreakable-sample-Production-deploy');
});

test('no account is asked while it is synthesized', () => {
  expect(app.synth().manifest.missing ?? []).toEqual([]);
});
