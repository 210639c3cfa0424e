import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Artifact, Pipeline } from 'aws-cdk-lib/aws-codepipeline';
import { ManualApprovalAction, S3SourceAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ConfigError } from '../../lib/config/config-error';
import { defaultConfig } from '../../lib/config/default-config';
import { FoundationStack } from '../../lib/foundation/foundation-stack';
import { GateStack } from '../../lib/gate/gate-stack';
import { ReleaseGate, type GatedStageProps } from '../../lib/gate/release-gate';
import { registerUserParameters } from '../../lib/gate/user-parameters';
import { text } from './support/resolve';
import { testApp } from './support/synthesize';

/** A pipeline of somebody else with one stage of its own, gated. */
function foreignPipeline(gated: Partial<GatedStageProps> = {}): { readonly template: Template; readonly gate: Template } {
  const app = testApp();
  const gateStack = new GateStack(app, 'Gate', defaultConfig, new FoundationStack(app, 'Foundation', defaultConfig));
  const stack = new Stack(app, 'Theirs');
  const monspec = new Artifact('Signature');
  const source = new S3SourceAction({
    actionName: 'Pull',
    bucket: Bucket.fromBucketName(stack, 'Bucket', 'theirs'),
    bucketKey: 'm.json',
    output: monspec,
  });
  const pipeline = new Pipeline(stack, 'Pipeline', { stages: [{ stageName: 'In', actions: [source] }] });
  const stage = pipeline.addStage({ stageName: 'Beta', actions: [new ManualApprovalAction({ actionName: 'Sign' })] });
  new ReleaseGate(stack, 'ReleaseGate', { service: gateStack.service, pipeline }).add({
    stage,
    monspec,
    measure: { comparison: 'BetaToProduction', windowMinutes: 15, mode: 'advise' },
    registerRunOrder: 4,
    approvalRunOrder: 5,
    target: {
      cloudwatch: { dimensions: { LoadBalancer: 'app/theirs/1' } },
      deployment: { kind: 'server', applicationName: 'shop', deploymentGroupName: 'beta' },
      rollback: false,
    },
    ...gated,
  });
  return { template: Template.fromStack(stack), gate: Template.fromStack(gateStack) };
}

describe('a gate on somebody else’s pipeline', () => {
  const { template, gate } = foreignPipeline();

  test('adds the registration and the approval to the stage, in the given order', () => {
    template.hasResourceProperties('AWS::CodePipeline::Pipeline', {
      Stages: Match.arrayWith([
        {
          Name: 'Beta',
          Actions: [
            Match.objectLike({ Name: 'Sign' }),
            Match.objectLike({ Name: 'RegisterBetaValidation', RunOrder: 4, InputArtifacts: [{ Name: 'Signature' }] }),
            Match.objectLike({ Name: 'ApproveBeta', RunOrder: 5, TimeoutInMinutes: 1440 }),
          ],
        },
      ]),
    });
  });

  test('tells the registration what to measure and which execution it is', () => {
    const [pipeline] = Object.values(template.findResources('AWS::CodePipeline::Pipeline'));
    expect(JSON.parse(pipeline?.['Properties']['Stages'][1]['Actions'][1]['Configuration']['UserParameters'])).toEqual({
      comparison: 'BetaToProduction',
      windowMinutes: 15,
      mode: 'advise',
      approvalAction: 'ApproveBeta',
      executionId: '#{codepipeline.PipelineExecutionId}',
    });
  });

  test('describes the environment where the gate looks for it', () => {
    const [parameter] = Object.values(template.findResources('AWS::SSM::Parameter'));
    expect(text(parameter?.['Properties']['Name'])).toMatch(/^\/unbreakable\/environments\/<Pipeline\w+>$/);
    expect(JSON.parse(text(parameter?.['Properties']['Value']))).toEqual({
      environments: {
        Beta: {
          cloudwatch: { dimensions: { LoadBalancer: 'app/theirs/1' } },
          deployment: { kind: 'server', applicationName: 'shop', deploymentGroupName: 'beta' },
          rollback: false,
        },
      },
    });
  });

  test.each([
    ['Decide', 'codepipeline:PutApprovalResult', /:<Pipeline\w+>\/Beta\/ApproveBeta$/],
    ['Remediate', 'codedeploy:CreateDeployment', /:deploymentgroup:shop\/beta$/],
    ['Register', 'codepipeline:GetPipelineExecution', /:<Pipeline\w+>$/],
  ])('lets %s call %s for this pipeline only', (name, action, resource) => {
    const policies = Object.values(template.findResources('AWS::IAM::Policy')).filter((policy) =>
      text(policy['Properties']['Roles']).includes(`${name}Role`),
    );
    const statements: { Action: string | string[]; Resource: unknown }[] = policies.flatMap(
      (policy) => policy['Properties']['PolicyDocument']['Statement'],
    );
    const resources = statements
      .filter(({ Action }) => [Action].flat().includes(action))
      .flatMap(({ Resource }) => [Resource].flat().map(text));
    expect(resources).toEqual([expect.stringMatching(resource)]);
  });

  test('leaves the gate’s own stack without a word about the pipeline', () => {
    expect(JSON.stringify(gate.toJSON())).not.toMatch(/Theirs|PutApprovalResult|shop/);
  });
});

test('an environment may have another name than its stage', () => {
  const { template } = foreignPipeline({ environment: 'Staging' });
  expect(JSON.stringify(template.toJSON())).toContain('RegisterStagingValidation');
});

test('parameters that CodePipeline would not take are refused with their length', () => {
  const measure = { comparison: 'c'.repeat(1000), windowMinutes: 5, approvalAction: 'Approve' };
  expect(() => registerUserParameters(measure)).toThrow(
    new ConfigError(['The parameters of the gate have 1114 characters and may have 1000: shorten the names of comparison and service']),
  );
});
