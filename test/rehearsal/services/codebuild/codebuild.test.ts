import { unzipSync, zipSync, strToU8, strFromU8 } from 'fflate';
import type { CloudHost } from '../../../../rehearsal/cloud/host';
import { codebuild } from '../../../../rehearsal/services/codebuild/codebuild';
import { bytesOf } from '../../../../rehearsal/services/body';
import { s3 } from '../../../../rehearsal/services/s3/s3';
import { createResource, startCloud, stopClouds } from '../../support/real-cloud';

afterEach(stopClouds);

const operator = { kind: 'operator' } as const;
const spec = (commands: readonly string[]) =>
  JSON.stringify({
    version: '0.2',
    phases: { install: { 'runtime-versions': { nodejs: 22 } }, build: { commands } },
    artifacts: {
      'secondary-artifacts': {
        Application: { 'base-directory': 'dist', files: ['**/*'] },
        Monspec: { files: ['monspec.json'] },
      },
    },
  });

interface Build {
  readonly id: string;
  readonly buildStatus: string;
  readonly message?: string;
}

/** A cloud with sources in a bucket and a project; the role may write artifacts unless it is told not to. */
async function world(buildspec: string, { writes = true, trusts = 'codebuild.amazonaws.com' } = {}): Promise<CloudHost> {
  const cloud = await startCloud([s3, codebuild]);
  await createResource(cloud, 'AWS::S3::Bucket', { BucketName: 'artifacts' });
  const sources = zipSync({
    'src/server.js': strToU8('serve()'),
    'monspec.json': strToU8('{}'),
    'ci/buildspec.yml': strToU8(spec(['mkdir dist', 'cp src/server.js dist'])),
  });
  await cloud.call('s3', 'PutObject', { Bucket: 'artifacts', Key: 'in', Body: sources }, operator);
  const { attributes } = await createResource(
    cloud,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: trusts } }] },
      Policies: [
        {
          PolicyName: 'Work',
          PolicyDocument: {
            Statement: [
              { Effect: 'Allow', Action: writes ? ['s3:GetObject', 's3:PutObject'] : 's3:GetObject', Resource: 'arn:aws:s3:::artifacts/*' },
            ],
          },
        },
      ],
    },
    'BuildRole',
  );
  await createResource(cloud, 'AWS::CodeBuild::Project', {
    Name: 'build',
    ServiceRole: attributes['Arn'],
    Source: { Type: 'CODEPIPELINE', BuildSpec: buildspec },
    TimeoutInMinutes: 5,
  });
  return cloud;
}

const outputs = ['Application', 'Monspec'].map((name) => ({ name, bucket: 'artifacts', key: `out/${name}` }));

async function built(cloud: CloudHost): Promise<Build | undefined> {
  const source = { name: 'Source', bucket: 'artifacts', key: 'in' };
  const { build } = await cloud.call<{ build: Build }>('codebuild', 'StartBuild', { projectName: 'build', source, outputs }, operator);
  for (;;) {
    const { builds } = await cloud.call<{ builds: readonly Build[] }>('codebuild', 'BatchGetBuilds', { ids: [build.id] }, operator);
    if (builds[0]?.buildStatus !== 'IN_PROGRESS') return builds[0];
    await cloud.clock.sleep(1000);
  }
}

const artifact = async (cloud: CloudHost, name: string): Promise<Readonly<Record<string, string>>> => {
  const { Body } = await cloud.call<{ Body: unknown }>('s3', 'GetObject', { Bucket: 'artifacts', Key: `out/${name}` }, operator);
  return Object.fromEntries(Object.entries(unzipSync(await bytesOf(Body))).map(([path, bytes]) => [path, strFromU8(bytes)]));
};

test.each([
  ['inline', spec(['mkdir dist', 'cp src/server.js dist'])],
  ['of the sources', 'ci/buildspec.yml'],
])('a buildspec %s makes its artifacts of the sources', async (_, buildspec) => {
  const cloud = await world(buildspec);
  await expect(built(cloud)).resolves.toMatchObject({ buildStatus: 'SUCCEEDED' });
  await expect(artifact(cloud, 'Application')).resolves.toEqual({ 'server.js': 'serve()' });
  await expect(artifact(cloud, 'Monspec')).resolves.toEqual({ 'monspec.json': '{}' });
});

test.each<[string, string, object, string]>([
  ['a command that fails', spec(['echo broken >&2; exit 3']), {}, 'Error while executing command: echo broken >&2; exit 3'],
  ['commands that leave nothing', spec(['true']), {}, 'no matching base directory path found for dist'],
  ['an artifact that nobody makes', spec(['mkdir dist', 'touch dist/x']).replace('Monspec', 'Other'), {}, 'makes no artifact Monspec'],
  ['a buildspec that is not there', 'buildspec.yml', {}, 'The sources hold no buildspec.yml'],
  ['a buildspec without phases', '{"version": 0.2}', {}, "not as expected at 'phases'"],
  ['a role that may not write', spec(['mkdir dist', 'touch dist/x']), { writes: false }, 's3:PutObject'],
])('%s fails the build and says why', async (_, buildspec, rights, message) => {
  const build = await built(await world(buildspec, rights));
  expect(build).toMatchObject({ buildStatus: 'FAILED', message: expect.stringContaining(message) });
});

test('a role that CodeBuild may not take on is refused with the project', async () => {
  await expect(world(spec(['true']), { trusts: 'lambda.amazonaws.com' })).rejects.toThrow('not authorized to perform: sts:AssumeRole');
});
