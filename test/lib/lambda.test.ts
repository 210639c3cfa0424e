import { Match, type Template } from 'aws-cdk-lib/assertions';
import { releasePlace } from '../../lib/compute/release-place';
import { deployPermissions } from '../../lambda/contract/deploy';
import { templates } from './support/synthesize';

const stacks = templates({
  compute: 'lambda',
  production: { trafficShift: 'linear-10-percent-every-minute', functionMemoryMegabytes: 1024, functionReservedConcurrency: 50 },
});
const staging = stacks('UnbreakableStaging');
const production = stacks('UnbreakableProduction');
const pipeline = stacks('UnbreakablePipeline');

const text = (value: unknown): string => JSON.stringify(value);

/** Statements of the policies whose logical id begins so. */
const statementsOf = (template: Template, id: string): { Action: string | string[]; Resource: unknown }[] =>
  Object.entries(template.findResources('AWS::IAM::Policy'))
    .filter(([name]) => name.startsWith(id))
    .flatMap(([, policy]) => policy['Properties']['PolicyDocument']['Statement'] as { Action: string | string[]; Resource: unknown }[]);

describe('the function', () => {
  test('writes the environment’s log, and may do nothing else', () => {
    const actions = statementsOf(staging, 'ServiceFunctionRole').flatMap(({ Action }) => Action);
    expect(new Set(actions)).toEqual(new Set(['logs:CreateLogStream', 'logs:PutLogEvents']));
    const properties = { FunctionName: 'unbreakable-sample-Production', MemorySize: 1024, Handler: 'index.handler' };
    production.hasResourceProperties('AWS::Lambda::Function', { ...properties, Environment: { Variables: releasePlace('Production') } });
  });

  test('is called by the load balancer through its alias, which has one version that no change of the stack replaces', () => {
    staging.hasResourceProperties('AWS::Lambda::Alias', { Name: 'live', FunctionVersion: { 'Fn::GetAtt': [Match.anyValue(), 'Version'] } });
    staging.hasResourceProperties('AWS::Lambda::Version', { CodeSha256: Match.absent() });
    staging.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetType: 'lambda',
      HealthCheckEnabled: true,
      HealthCheckPath: '/health',
      Targets: [{ Id: { Ref: Match.stringLikeRegexp('Alias') } }],
    });
    staging.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      Principal: 'elasticloadbalancing.amazonaws.com',
      FunctionName: { Ref: Match.stringLikeRegexp('Alias') },
    });
  });

  test('needs no instances but the load generator’s', () => {
    staging.resourceCountIs('AWS::AutoScaling::AutoScalingGroup', 1);
    staging.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', { DeploymentGroupName: 'StagingTests' });
  });
});

test('its executions at once are drawn against what it may have, with throttled requests', () => {
  const [inStaging, inProduction] = ['Staging', 'Production'].map((name) =>
    text(
      stacks('UnbreakableOperations').findResources('AWS::CloudWatch::Dashboard', {
        Properties: { DashboardName: `unbreakable-pipeline-${name}` },
      }),
    ),
  );
  for (const wanted of ['ConcurrentExecutions', 'Throttles', 'the whole account', '\\"value\\":1000', '\\"value\\":500'])
    expect(inStaging).toContain(wanted);
  for (const wanted of ['\\"value\\":50', '\\"value\\":25']) expect(inProduction).toContain(wanted);
  expect(inProduction).not.toContain('the whole account');
  production.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'unbreakable-sample-Production',
    ReservedConcurrentExecutions: 50,
  });
  staging.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'unbreakable-sample-Staging',
    ReservedConcurrentExecutions: Match.absent(),
  });
});

describe('its deployment group', () => {
  test.each([
    [staging, 'Staging', 'CodeDeployDefault.LambdaCanary10Percent5Minutes'],
    [production, 'Production', 'CodeDeployDefault.LambdaLinear10PercentEvery1Minute'],
  ])('shifts traffic as configured, under the alarms on errors and latency', (template, name, config) => {
    template.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      DeploymentGroupName: name,
      DeploymentConfigName: config,
      DeploymentStyle: { DeploymentOption: 'WITH_TRAFFIC_CONTROL', DeploymentType: 'BLUE_GREEN' },
      AlarmConfiguration: { Enabled: true, Alarms: [{ Name: Match.anyValue() }, { Name: Match.anyValue() }] },
      AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
    });
  });

  test('belongs to an application of compute platform Lambda', () => {
    const found = Object.values(stacks('UnbreakableFoundation').findResources('AWS::CodeDeploy::Application'));
    expect(found.map(({ Properties }) => [Properties['ApplicationName'], Properties['ComputePlatform']])).toEqual(
      expect.arrayContaining([['unbreakable-sample', 'Lambda']]),
    );
  });
});

describe('the deploy function', () => {
  test('may do what the contract says, for its own environment, and write its log', () => {
    const statements = statementsOf(staging, 'ServiceDeployHandlerRole');
    const unused = ['kms:Decrypt', 'sts:AssumeRole'];
    const permitted = deployPermissions.flatMap(({ actions }) => actions).filter((action) => !unused.includes(action));
    const granted = new Set(statements.flatMap(({ Action }) => Action));
    expect(granted).toEqual(new Set([...permitted, 'logs:CreateLogStream', 'logs:PutLogEvents']));
    const create = statements.find(({ Action }) => Action.includes('codedeploy:CreateDeployment'));
    expect(text(create?.Resource)).toMatch(/:deploymentgroup:unbreakable-sample\/Staging"/);
    const update = statements.find(({ Action }) => Action.includes('lambda:UpdateFunctionCode'));
    expect(text(update?.Resource)).toMatch(/:function:unbreakable-sample-Staging"/);
  });

  test('is told its destination, and no pipeline can tell it another', () => {
    staging.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'unbreakable-sample-Staging-deploy',
      Environment: {
        Variables: Match.objectLike({
          DESTINATION:
            '{"kind":"function","applicationName":"unbreakable-sample","deploymentGroupName":"Staging","functionName":"unbreakable-sample-Staging","alias":"live"}',
        }),
      },
    });
  });

  test('is the pipeline’s deploy action, beside the load test of CodeDeploy', () => {
    const [declared] = Object.values(pipeline.findResources('AWS::CodePipeline::Pipeline'));
    const stage = declared?.['Properties']['Stages'].find(({ Name }: { Name: string }) => Name === 'Staging');
    const actions = Object.fromEntries(stage.Actions.map((action: { Name: string }) => [action.Name, action]));
    expect(actions['DeployInStaging']).toMatchObject({
      ActionTypeId: { Provider: 'Lambda' },
      InputArtifacts: [{ Name: 'Application' }],
      RunOrder: 1,
    });
    expect(text(actions['DeployInStaging'].Configuration.FunctionName)).toContain(':function:unbreakable-sample-Staging-deploy');
    expect(actions['LoadTestInStaging']).toMatchObject({ ActionTypeId: { Provider: 'CodeDeploy' }, RunOrder: 2 });
    const role = pipeline.findResources('AWS::IAM::Role');
    expect(text(role)).toMatch(/:function:unbreakable-sample-Production-deploy/);
  });
});

describe('the gate and healing', () => {
  test.each([
    ['remediate of the gate', 'ReleaseGateGrantsRemediate', ['lambda:GetFunctionConfiguration', 'lambda:GetAlias', 'codedeploy:CreateDeployment']],
    ['plan of healing', 'SelfHealingGrantsPlan', ['lambda:GetFunctionConfiguration']],
    ['act of healing', 'SelfHealingGrantsAct', ['lambda:GetAlias', 'codedeploy:CreateDeployment', 'codedeploy:StopDeployment']],
  ])('%s may find and redeploy versions, and read no bundle', (_who, id, wanted) => {
    const actions = statementsOf(pipeline, id).flatMap(({ Action }) => Action);
    expect(actions).toEqual(expect.arrayContaining(wanted));
    expect(actions).not.toContain('s3:GetObject');
  });

  test('know the alias as the environment’s destination', () => {
    const [parameter] = Object.values(pipeline.findResources('AWS::SSM::Parameter')).filter(({ Properties }) =>
      text(Properties['Name']).includes('/unbreakable/environments/'),
    );
    expect(text(parameter?.['Properties']['Value'])).toMatch(/\\"kind\\":\\"function\\".*\\"functionName\\":\\"unbreakable-sample-Staging\\",\\"alias\\":\\"live\\"/);
  });
});
