import { Match } from 'aws-cdk-lib/assertions';
import { text } from './support/resolve';
import { templates } from './support/synthesize';

interface Action {
  readonly Name: string;
  readonly RunOrder: number;
  readonly ActionTypeId: { readonly Provider: string };
  readonly Configuration: Readonly<Record<string, unknown>>;
  readonly InputArtifacts?: readonly { readonly Name: string }[];
  readonly RoleArn?: unknown;
}

interface Stage {
  readonly Name: string;
  readonly Actions: readonly Action[];
}

const template = templates({ approvalTimeoutHours: 2 })('UnbreakablePipeline');
const [resource] = Object.values(template.findResources('AWS::CodePipeline::Pipeline'));
const stages: readonly Stage[] = resource?.['Properties']['Stages'];

test('the pipeline is of type V2, lets newer builds overtake waiting ones, and has a name that people can type', () => {
  template.hasResourceProperties('AWS::CodePipeline::Pipeline', {
    Name: 'unbreakable-pipeline',
    PipelineType: 'V2',
    ExecutionMode: 'SUPERSEDED',
  });
});

test('the sources are three objects that nothing polls', () => {
  expect(
    stages[0]?.Actions.map(({ Name, Configuration }) => [Name, Configuration['S3ObjectKey'], Configuration['PollForSourceChanges']]),
  ).toEqual([
    ['Application', 'release/app.zip', false],
    ['Tests', 'release/tests.zip', false],
    ['Monspec', 'release/monspec.json', false],
  ]);
});

test.each(['Staging', 'Production'])('%s is deployed, loaded, measured and approved in one stage, which locks other builds out', (name) => {
  const stage = stages.find((each) => each.Name === name);
  expect(
    stage?.Actions.map((action) => [
      action.RunOrder,
      action.Name,
      action.ActionTypeId.Provider,
      action.InputArtifacts?.map((artifact) => artifact.Name),
    ]),
  ).toEqual([
    [1, `DeployIn${name}`, 'CodeDeploy', ['Application']],
    [2, `LoadTestIn${name}`, 'CodeDeploy', ['Tests']],
    [2, `Register${name}Validation`, 'Lambda', ['Monspec']],
    [3, `Approve${name}`, 'Manual', undefined],
  ]);
});

test('approvals expire when the configuration says', () => {
  const approvals = stages.flatMap((stage) => stage.Actions).filter((action) => action.ActionTypeId.Provider === 'Manual');
  expect(approvals).toEqual([expect.objectContaining({ TimeoutInMinutes: 120 }), expect.objectContaining({ TimeoutInMinutes: 120 })]);
});

test('an upload of the application, and of nothing else, starts the pipeline', () => {
  const starting = Object.values(template.findResources('AWS::Events::Rule')).filter(({ Properties }) =>
    JSON.stringify(Properties['Targets']).includes(':codepipeline:'),
  );
  expect(starting).toHaveLength(1);
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { bucket: { name: [Match.anyValue()] }, object: { key: ['release/app.zip'] } },
    },
    Targets: [{ Arn: Match.anyValue(), RoleArn: Match.anyValue() }],
  });
});

describe('the role of the pipeline', () => {
  const [role] = Object.values(template.findResources('AWS::IAM::Role')).filter((each) => each['Properties']['Policies'] !== undefined);
  const statements: readonly { Action: string | string[]; Resource: unknown }[] =
    role?.['Properties']['Policies'][0]['PolicyDocument']['Statement'];
  const resourcesOf = (action: string): string[] =>
    statements.filter(({ Action }) => [Action].flat().includes(action)).flatMap(({ Resource }) => [Resource].flat().map(text));

  test('is the only one: its actions have none of their own', () => {
    expect(stages.flatMap((stage) => stage.Actions).filter((action) => action.RoleArn !== undefined)).toEqual([]);
  });

  test('may read the three sources and nothing else of their bucket', () => {
    const keys = resourcesOf('s3:GetObject')
      .filter((arn) => arn.includes('BucketsSource'))
      .map((arn) => arn.replace(/<.*>/, ''));
    expect(keys.sort()).toEqual(['/release/app.zip', '/release/monspec.json', '/release/tests.zip']);
  });

  test('may write artifacts only', () => {
    expect(resourcesOf('s3:PutObject')).toEqual([expect.stringMatching(/BucketsArtifacts.*\/\*$/)]);
  });

  test('may deploy to the four groups only', () => {
    expect(
      resourcesOf('codedeploy:CreateDeployment')
        .map((arn) => arn.replace(/.*:/, ''))
        .sort(),
    ).toEqual([
      'unbreakable-load-test/ProductionTests',
      'unbreakable-load-test/StagingTests',
      'unbreakable-sample/Production',
      'unbreakable-sample/Staging',
    ]);
  });

  test('may call one function', () => {
    expect(resourcesOf('lambda:InvokeFunction')).toEqual([expect.stringMatching(/^<UnbreakableGate\..*FunctionsRegisterFunction/)]);
  });

  test('has no wildcard but the keys of artifacts', () => {
    const wild = statements.flatMap(({ Resource }) => [Resource].flat().map(text)).filter((arn) => arn.includes('*'));
    expect(wild).toEqual([expect.stringContaining('BucketsArtifacts')]);
  });
});
