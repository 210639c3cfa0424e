import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { parseConfig } from '../../lib/config/config';
import { ReleaseArtifacts } from '../../lib/pipeline/artifacts';
import { BuildStep } from '../../lib/pipeline/build-step';
import { sourcePlan } from '../../lib/pipeline/sources';
import { testApp } from './support/synthesize';

const bucketIn = (stack: Stack): IBucket => Bucket.fromBucketName(stack, 'Bucket', 'bucket');
const bucket = bucketIn(new Stack(testApp(), 'Stack'));
const release = new ReleaseArtifacts();
const commands = ['npm ci', 'npm run build'];

/** Names of the actions and what they put out. */
const shape = (input: unknown) =>
  sourcePlan(parseConfig(input), bucket, release).actions.map(({ actionProperties }) => [
    actionProperties.actionName,
    actionProperties.provider,
    actionProperties.outputs?.map(({ artifactName }) => artifactName),
  ]);

const connection = {
  connectionArn: 'arn:aws:codeconnections:eu-west-1:111111111111:connection/0a1b2c3d',
  repository: 'group/subgroup/app',
  paths: ['src/**'],
};

test('a release comes ready, as three objects', () => {
  expect(shape({})).toEqual([
    ['Application', 'S3', ['Application']],
    ['Tests', 'S3', ['Tests']],
    ['Monspec', 'S3', ['Monspec']],
  ]);
});

test('with a build step it is one object: the sources', () => {
  expect(shape({ build: { commands } })).toEqual([['Source', 'S3', ['Source']]]);
});

test('a repository starts the pipeline by what is pushed, and by pull requests only where the team says so', () => {
  expect(shape({ connection, build: { commands } })).toEqual([['Source', 'CodeStarSourceConnection', ['Source']]]);
  const trigger = (more: object) =>
    sourcePlan(parseConfig({ connection: { ...connection, ...more }, build: { commands } }), bucket, release).trigger;
  expect(trigger({})?.gitConfiguration).toMatchObject({ pushFilter: [{ branchesIncludes: ['main'], filePathsIncludes: ['src/**'] }] });
  expect(trigger({})?.gitConfiguration?.pullRequestFilter).toBeUndefined();
  expect(trigger({ pullRequests: { branches: ['main'], events: ['opened', 'closed'] } })?.gitConfiguration?.pullRequestFilter).toEqual([
    { branchesIncludes: ['main'], events: ['OPEN', 'CLOSED'] },
  ]);
});

describe('the build', () => {
  const template = (build: object): Template => {
    const config = parseConfig({ build });
    const own = new Stack(testApp(), 'Stack');
    if (config.build !== undefined) new BuildStep(own, 'Build', { config, build: config.build, artifacts: bucketIn(own) });
    return Template.fromStack(own);
  };
  const project = (build: object): Readonly<Record<string, never>> =>
    Object.values(template(build).findResources('AWS::CodeBuild::Project'))[0]?.['Properties'] ?? {};

  test('of commands says where they leave the three artifacts', () => {
    const { Source } = project({ commands, outputs: { monspec: 'ops/monspec.json' } }) as {
      readonly Source?: { readonly BuildSpec: string };
    };
    expect(JSON.parse(Source?.BuildSpec ?? '')).toMatchObject({
      phases: { build: { commands } },
      artifacts: {
        'secondary-artifacts': {
          Application: { 'base-directory': 'dist/app', files: ['**/*'] },
          Tests: { 'base-directory': 'dist/tests', files: ['**/*'] },
          Monspec: { 'base-directory': 'ops', files: ['monspec.json'] },
        },
      },
      cache: { paths: ['node_modules/**/*'] },
    });
  });

  test('of a buildspec leaves everything to it', () => {
    expect(project({ buildspec: 'ci/buildspec.yml' })).toMatchObject({ Source: { BuildSpec: 'ci/buildspec.yml', Type: 'CODEPIPELINE' } });
  });

  test.each([
    [false, ['LOCAL_CUSTOM_CACHE']],
    [true, ['LOCAL_CUSTOM_CACHE', 'LOCAL_DOCKER_LAYER_CACHE']],
  ])('runs on a small arm64 machine; privileged only for container images: %s', (containerImages, Modes) => {
    expect(project({ commands, containerImages })).toMatchObject({
      Environment: { Type: 'ARM_CONTAINER', ComputeType: 'BUILD_GENERAL1_SMALL', PrivilegedMode: containerImages },
      Cache: { Type: 'LOCAL', Modes },
    });
  });
});
