import type { Deployment } from '../../lambda/gate/ports/deployments';
import { step } from '../../lambda/deploy/deploy';
import { parseDestination } from '../../lambda/deploy/destination';
import { parseDeployJob, type DeployJob } from '../../lambda/deploy/job';
import type { Releases } from '../../lambda/deploy/ports';

const now = Date.UTC(2026, 10, 20, 10, 0);
const artifacts = [{ bucket: 'artifacts', key: 'shop/Applicatio/x' }];
const job: DeployJob = { id: 'job-1', artifacts };
const token = (changes: object = {}) => JSON.stringify({ job: 'job-1', since: now, ...changes });

const releases = (changes: Partial<Releases> = {}): Releases => ({
  publish: async () => ({ kind: 'done', version: '7' }),
  current: async () => '6',
  shift: async () => ({ kind: 'done', deploymentId: 'd-1' }),
  findAgain: async () => undefined,
  get: async (deploymentId) => deployment({ deploymentId }),
  ...changes,
});

const deployment = (changes: Partial<Deployment> = {}): Deployment => ({
  deploymentId: 'd-1',
  status: 'running',
  createdAt: now,
  byAutoScaling: false,
  ...changes,
});

describe('what a call of CodePipeline comes to', () => {
  test.each<[string, DeployJob, Partial<Releases>, object]>([
    ['a build', job, {}, { kind: 'again', progress: { job: 'job-1', since: now, deploymentId: 'd-1' } }],
    ['no artifact', { id: 'job-1', artifacts: [] }, {}, { kind: 'failed', message: /has 0 input artifacts/ }],
    ['two artifacts', { ...job, artifacts: [...artifacts, ...artifacts] }, {}, { kind: 'failed', message: /has 2 input artifacts/ }],
    ['a token of somebody else', { ...job, continuationToken: 'x' }, {}, { kind: 'failed', message: /not of this version/ }],
    ['a function that is being updated', job, { publish: async () => ({ kind: 'busy' }) }, { kind: 'again', progress: { job: 'job-1', since: now } }],
    ['another deployment', job, { shift: async () => ({ kind: 'busy' }) }, { kind: 'again', progress: { job: 'job-1', since: now } }],
    [
      'another deployment for an hour',
      { ...job, continuationToken: token({ since: now - 3_600_000 }) },
      { shift: async () => ({ kind: 'busy' }) },
      { kind: 'failed', message: /For an hour/ },
    ],
    ['a deployment that an earlier delivery began', job, { findAgain: async () => deployment({ deploymentId: 'd-0' }) }, { progress: { deploymentId: 'd-0' } }],
    ['a deployment under way', { ...job, continuationToken: token({ deploymentId: 'd-1' }) }, {}, { kind: 'again' }],
    [
      'a deployment that succeeded',
      { ...job, continuationToken: token({ deploymentId: 'd-1' }) },
      { get: async () => deployment({ status: 'succeeded' }) },
      { kind: 'succeeded', summary: /d-1/, deploymentId: 'd-1' },
    ],
    [
      'a deployment that failed',
      { ...job, continuationToken: token({ deploymentId: 'd-1' }) },
      { get: async () => deployment({ status: 'failed', failure: 'The alias is gone.' }) },
      { kind: 'failed', message: /d-1 failed: The alias is gone\./ },
    ],
  ])('%s', async (_what, given, changes, expected) => {
    const result = await step(given, releases(changes), now);
    expect(result).toMatchObject(
      Object.fromEntries(
        Object.entries(expected).map(([name, value]) => [name, value instanceof RegExp ? (expect.stringMatching(value) as string) : value]),
      ),
    );
  });
});

test('a job is read without its credentials', () => {
  const event = {
    'CodePipeline.job': {
      id: 'job-1',
      accountId: '123456789012',
      data: {
        continuationToken: 'more',
        inputArtifacts: [{ name: 'Application', location: { type: 'S3', s3Location: { bucketName: 'artifacts', objectKey: 'shop/Applicatio/x' } } }],
        artifactCredentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'token' },
      },
    },
  };
  expect(parseDeployJob(event)).toEqual({ id: 'job-1', artifacts, continuationToken: 'more' });
  expect(parseDeployJob({})).toBeUndefined();
});

test.each(['', 'x', '{"kind":"server","applicationName":"a","deploymentGroupName":"g"}'])('the destination %j is refused', (text) => {
  expect(() => parseDestination(text)).toThrow(/describes no alias/);
});
