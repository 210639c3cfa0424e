import { parsePipeline } from '../../../../rehearsal/services/codepipeline/template';
import { approval, deployAction, lambda, properties, source } from '../../support/pipeline-cloud';

const parse = (given: object) =>
  parsePipeline(
    { type: 'AWS::CodePipeline::Pipeline', logicalId: 'Pipeline', stackName: 'Stack', tags: {}, properties: { ...given } },
    'us-east-1',
  );
const stage = { Name: 'Staging', Actions: [approval('Approve')] };

test('a pipeline without a name gets one from its stack', () => {
  const { Name: _, ...unnamed } = properties([stage]);
  expect(parse(unnamed).declaration.name).toMatch(/^Stack-Pipeline-/);
});

test('numbers may be strings, and the store of the region counts', () => {
  const { ArtifactStore: _, ...rest } = properties([
    { Name: 'Staging', Actions: [approval('Approve', { RunOrder: '3', TimeoutInMinutes: '60' })] },
  ]);
  const stores = [
    { Region: 'eu-west-1', ArtifactStore: { Type: 'S3', Location: 'far' } },
    { Region: 'us-east-1', ArtifactStore: { Type: 'S3', Location: 'near' } },
  ];
  const { declaration } = parse({ ...rest, ArtifactStores: stores });
  expect(declaration.artifactStores).toEqual({ 'eu-west-1': { type: 'S3', location: 'far' }, 'us-east-1': { type: 'S3', location: 'near' } });
  expect(declaration).toMatchObject({ artifactBucket: 'near', stages: [{}, { actions: [{ runOrder: 3, timeoutInMinutes: 60 }] }] });
});

test.each([
  ['PARALLEL mode', properties([stage], { ExecutionMode: 'PARALLEL' }), /PARALLEL is not rehearsed/],
  [
    'a condition before a stage',
    properties([{ ...stage, BeforeEntry: { Conditions: [{}] } }]),
    /BeforeEntry of stage Staging is not rehearsed/,
  ],
  ['a condition on failure', properties([{ ...stage, OnFailure: { Result: 'ROLLBACK' } }]), /OnFailure of stage Staging/],
  ['triggers', properties([stage], { Triggers: [{}] }), /Triggers is not rehearsed/],
  [
    'an action type',
    properties([
      {
        Name: 'Build',
        Actions: [{ ...approval('X'), ActionTypeId: { Category: 'Build', Owner: 'AWS', Provider: 'ECRBuildAndPublish', Version: '1' } }],
      },
    ]),
    /type of action Build\/X/,
  ],
  ['a single stage', properties([]), /at least 2 stages/],
  ['no artifact store', { ...properties([stage]), ArtifactStore: undefined }, /without ArtifactStore/],
  ['two stages of one name', properties([stage, stage]), /more than one stage named Staging/],
  [
    'two actions of one name',
    properties([{ Name: 'S', Actions: [approval('A'), approval('A')] }]),
    /more than one action in stage S named A/,
  ],
  [
    'a source in a later stage',
    properties([{ Name: 'S', Actions: [{ ...source, Name: 'Late', OutputArtifacts: [] }] }]),
    /Source action Late must be in the first stage/,
  ],
  [
    'an artifact that nobody makes',
    properties([{ Name: 'S', Actions: [deployAction('D', { InputArtifacts: [{ Name: 'Tests' }] })] }]),
    /reads artifact Tests, which no earlier action makes/,
  ],
  [
    'a deploy action of a region without a store',
    properties([{ Name: 'S', Actions: [deployAction('D', { Region: 'eu-west-1' })] }]),
    /D is in eu-west-1, for which there is no artifact store/,
  ],
  ['a function of another region', properties([{ Name: 'S', Actions: [lambda('L', { Region: 'eu-west-1' })] }]), /only deploy actions of other/],
  ['a timeout of another action', properties([{ Name: 'S', Actions: [lambda('L', { TimeoutInMinutes: 10 })] }]), /only manual approvals/],
  ['a timeout that is too short', properties([{ Name: 'S', Actions: [approval('A', { TimeoutInMinutes: 4 })] }]), /4 minutes/],
])('refuses %s', (_, given, message) => {
  expect(() => parse(given)).toThrow(message);
});
