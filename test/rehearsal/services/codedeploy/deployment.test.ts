import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  BatchGetDeploymentTargetsOutput,
  CreateDeploymentOutput,
  DeploymentInfo,
  GetDeploymentGroupOutput,
  GetDeploymentOutput,
  ListDeploymentInstancesOutput,
  ListDeploymentsOutput,
} from '@aws-sdk/client-codedeploy';
import type { CloudHost } from '../../../../rehearsal/cloud/host';
import { fleetOf } from '../../../../rehearsal/compute/fleet';
import { bucket, deployCloud, deploymentGroup, hooks, serviceBundle, startGroup, zip } from '../../support/deploy-cloud';
import { eventually, operator } from '../../support/fake-cloud';
import { stopClouds } from '../../support/real-cloud';

afterEach(stopClouds);

const files = { '/etc/test/instance.env': 'PORT=8080\n' };

const setUp = async (more: object = {}, size = 1) => {
  const world = await deployCloud();
  await bucket(world.cloud, 'bundles');
  const group = await startGroup(world.cloud, { files, size });
  await deploymentGroup(world.cloud, group, more);
  return { ...world, instances: fleetOf(world.cloud).ofGroup(group) };
};

const revision = (key: string) => ({ revisionType: 'S3', s3Location: { bucket: 'bundles', key, bundleType: 'zip' } });
const names = { applicationName: 'app', deploymentGroupName: 'group' };

const create = async (cloud: CloudHost, key: string, more: object = {}): Promise<string> => {
  const created = await cloud.call<CreateDeploymentOutput>(
    'codedeploy',
    'CreateDeployment',
    { ...names, revision: revision(key), ...more },
    operator,
  );
  return created.deploymentId ?? '';
};

const get = async (cloud: CloudHost, deploymentId: string): Promise<DeploymentInfo> =>
  (await cloud.call<GetDeploymentOutput>('codedeploy', 'GetDeployment', { deploymentId }, operator)).deploymentInfo ?? {};

const ended = (cloud: CloudHost, id: string) =>
  eventually(async () => {
    const info = await get(cloud, id);
    return info.completeTime === undefined ? undefined : info;
  }, 25_000);

const deploy = async (cloud: CloudHost, key: string, bundle: Uint8Array, more: object = {}): Promise<DeploymentInfo> => {
  await cloud.call('s3', 'PutObject', { Bucket: 'bundles', Key: key, Body: bundle }, operator);
  return ended(cloud, await create(cloud, key, more));
};

const targets = async (cloud: CloudHost, deploymentId = '') => {
  const { instancesList = [] } = await cloud.call<ListDeploymentInstancesOutput>(
    'codedeploy',
    'ListDeploymentInstances',
    { deploymentId },
    operator,
  );
  const found = await cloud.call<BatchGetDeploymentTargetsOutput>(
    'codedeploy',
    'BatchGetDeploymentTargets',
    { deploymentId, targetIds: instancesList },
    operator,
  );
  return found.deploymentTargets?.map((target) => target.instanceTarget);
};

const failedEvent = async (cloud: CloudHost, deploymentId = '') =>
  (await targets(cloud, deploymentId))?.[0]?.lifecycleEvents?.find(({ status }) => status === 'Failed');

test('replaces the running revision, stopping the old one with its own script', async () => {
  const { cloud, instances, events } = await setUp();
  const one = await deploy(cloud, 'one.zip', serviceBundle('one'));
  const two = await deploy(cloud, 'two.zip', serviceBundle('two'));
  expect([one.status, two.status]).toEqual(['Succeeded', 'Succeeded']);
  const { root, port } = instances[0]!;
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('two');
  expect(readFileSync(join(root, 'var/log/hooks.log'), 'utf8').trim().split('\n')).toEqual([
    `ApplicationStart ${one.deploymentId} one`,
    `ValidateService ${one.deploymentId} one`,
    `ApplicationStop ${two.deploymentId} one`,
    `ApplicationStart ${two.deploymentId} two`,
    `ValidateService ${two.deploymentId} two`,
  ]);
  const started = JSON.parse(readFileSync(join(root, 'var/log/app.log'), 'utf8').trim().split('\n')[1]!) as {
    port: string;
    greeting: string;
  };
  expect(started).toMatchObject({ port: String(port), greeting: 'hello world' });
  const { deploymentGroupInfo } = await cloud.call<GetDeploymentGroupOutput>('codedeploy', 'GetDeploymentGroup', names, operator);
  expect(deploymentGroupInfo).toMatchObject({
    lastSuccessfulDeployment: { deploymentId: two.deploymentId },
    targetRevision: revision('two.zip'),
  });
  expect(two.previousRevision).toEqual(revision('one.zip'));
  const states = events
    .filter(({ DetailType }) => DetailType.startsWith('CodeDeploy Deployment'))
    .map(({ Detail }) => (JSON.parse(Detail) as { state: string }).state);
  expect(states).toEqual(['START', 'SUCCESS', 'START', 'SUCCESS']);
}, 30_000);

test.each([
  [
    'a hook that fails',
    serviceBundle('x', { 'scripts/start.sh': '#!/usr/bin/env bash\necho broken >&2\nexit 3\n' }),
    'ApplicationStart',
    { errorCode: 'ScriptFailed', scriptName: 'scripts/start.sh', logTail: 'broken\n', message: expect.stringContaining('exit code 3') },
  ],
  [
    'a hook that is missing',
    serviceBundle('x', { 'appspec.yml': hooks({ BeforeInstall: 'scripts/none.sh' }) }),
    'BeforeInstall',
    { errorCode: 'ScriptMissing' },
  ],
  [
    'a hook that takes too long',
    serviceBundle('x', {
      'appspec.yml': hooks({ AfterInstall: 'scripts/slow.sh' }).replace('"timeout":20', '"timeout":1'),
      'scripts/slow.sh': '#!/usr/bin/env bash\nsleep 30 & wait\n',
    }),
    'AfterInstall',
    { errorCode: 'ScriptTimedOut', message: expect.stringContaining('1 seconds') },
  ],
  [
    'no appspec',
    zip({ 'server.js': '' }),
    'DownloadBundle',
    { errorCode: 'UnknownError', message: expect.stringContaining('did not find an AppSpec file') },
  ],
  [
    'an appspec with an unknown hook',
    zip({ 'appspec.yml': 'version: 0.0\nos: linux\nhooks:\n  BeforeLunch:\n    - location: a.sh\n' }),
    'DownloadBundle',
    { message: expect.stringContaining('hooks') },
  ],
  ['an appspec that is no YAML', zip({ 'appspec.yml': '{[' }), 'DownloadBundle', { message: expect.stringContaining('AppSpec') }],
  ['a file that is no zip', Buffer.from('hello'), 'DownloadBundle', { message: expect.stringContaining('zip') }],
  [
    'a path out of the folder',
    zip({ 'appspec.yml': hooks({}), '../../escaped.txt': 'x' }),
    'DownloadBundle',
    { message: expect.stringContaining('leads out') },
  ],
  ['a source that the bundle lacks', zip({ 'appspec.yml': hooks({}) }), 'Install', { message: expect.stringContaining('/server.js') }],
])(
  '%s fails the deployment and says where',
  async (_, bundle, event, diagnostics) => {
    const { cloud } = await setUp();
    const info = await deploy(cloud, 'bad.zip', bundle);
    expect(info).toMatchObject({ status: 'Failed', errorInformation: { code: 'HEALTH_CONSTRAINTS' }, deploymentOverview: { Failed: 1 } });
    expect(await failedEvent(cloud, info.deploymentId)).toMatchObject({ lifecycleEventName: event, diagnostics });
  },
  30_000,
);

test('a service that never answers fails ValidateService', async () => {
  const { cloud } = await setUp();
  const validate =
    '#!/usr/bin/env bash\nfor _ in $(seq 5); do\n  if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then exit 0; fi\n  sleep 0.1\ndone\nexit 1\n';
  const info = await deploy(cloud, 'ill.zip', serviceBundle('ill', { 'server.js': 'process.exit(1)', 'scripts/validate.sh': validate }));
  expect(info.status).toBe('Failed');
  expect(await failedEvent(cloud, info.deploymentId)).toMatchObject({
    lifecycleEventName: 'ValidateService',
    diagnostics: { errorCode: 'ScriptFailed' },
  });
}, 30_000);

test('a broken stop script of the old revision blocks the next deployment, unless it is ignored', async () => {
  const { cloud } = await setUp();
  await deploy(cloud, 'one.zip', serviceBundle('one', { 'scripts/stop.sh': '#!/usr/bin/env bash\nexit 1\n' }));
  const blocked = await deploy(cloud, 'two.zip', serviceBundle('two'));
  expect(await failedEvent(cloud, blocked.deploymentId)).toMatchObject({ lifecycleEventName: 'ApplicationStop' });
  const through = await deploy(cloud, 'two.zip', serviceBundle('two'), {
    ignoreApplicationStopFailures: true,
    fileExistsBehavior: 'OVERWRITE',
  });
  expect(through.status).toBe('Succeeded');
}, 30_000);

test('a file that something else put there stays, unless the deployment may overwrite it', async () => {
  const { cloud, instances } = await setUp();
  const appspec = hooks({}).replace('"file_exists_behavior":"OVERWRITE",', '');
  const bundle = zip({ 'appspec.yml': appspec, 'server.js': 'new', 'test.service': '' });
  const first = await deploy(cloud, 'one.zip', bundle);
  const again = await deploy(cloud, 'one.zip', bundle);
  expect([first.status, again.status]).toEqual(['Succeeded', 'Succeeded']);
  const stranger = await deploy(
    cloud,
    'two.zip',
    zip({
      'appspec.yml': appspec.replace('/opt/app', '/etc/test').replace('/server.js', '/instance.env'),
      'instance.env': '',
      'test.service': '',
    }),
  );
  expect(await failedEvent(cloud, stranger.deploymentId)).toMatchObject({
    lifecycleEventName: 'Install',
    diagnostics: { message: expect.stringContaining('/etc/test/instance.env') },
  });
  expect(readFileSync(join(instances[0]!.root, 'etc/test/instance.env'), 'utf8')).toBe('PORT=8080\n');
}, 30_000);

test('one deployment of a group at a time; a stopped one ends at once', async () => {
  const { cloud } = await setUp();
  await cloud.call(
    's3',
    'PutObject',
    { Bucket: 'bundles', Key: 'slow.zip', Body: serviceBundle('slow', { 'scripts/start.sh': '#!/usr/bin/env bash\nsleep 30\n' }) },
    operator,
  );
  const id = await create(cloud, 'slow.zip');
  await expect(create(cloud, 'slow.zip')).rejects.toMatchObject({
    code: 'DeploymentLimitExceededException',
    message: expect.stringContaining(id),
  });
  await cloud.call('codedeploy', 'StopDeployment', { deploymentId: id, autoRollbackEnabled: false }, operator);
  expect(await ended(cloud, id)).toMatchObject({ status: 'Stopped', errorInformation: { code: 'MANUAL_STOP' } });
  await expect(cloud.call('codedeploy', 'StopDeployment', { deploymentId: id }, operator)).rejects.toMatchObject({
    code: 'DeploymentAlreadyCompletedException',
  });
}, 30_000);

test('a group that asks for it goes back to its last good revision', async () => {
  const { cloud } = await setUp({ AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE'] } });
  await deploy(cloud, 'one.zip', serviceBundle('one'));
  const bad = await deploy(cloud, 'two.zip', serviceBundle('two', { 'scripts/validate.sh': '#!/usr/bin/env bash\nexit 1\n' }));
  const rollbackId = await eventually(async () => (await get(cloud, bad.deploymentId ?? '')).rollbackInfo?.rollbackDeploymentId);
  expect(await ended(cloud, rollbackId)).toMatchObject({
    status: 'Succeeded',
    creator: 'codeDeployRollback',
    revision: revision('one.zip'),
  });
}, 30_000);

test('one at a time, the first failure of two ends the deployment', async () => {
  const { cloud } = await setUp({}, 2);
  const info = await deploy(cloud, 'bad.zip', serviceBundle('bad', { 'scripts/start.sh': '#!/usr/bin/env bash\nexit 1\n' }));
  expect(info).toMatchObject({ status: 'Failed', deploymentOverview: { Failed: 1, Skipped: 1 } });
}, 30_000);

test('a group without instances, and names that do not exist', async () => {
  const { cloud } = await setUp({}, 0);
  const info = await deploy(cloud, 'one.zip', serviceBundle('one'));
  expect(info).toMatchObject({ status: 'Failed', errorInformation: { code: 'NO_INSTANCES' } });
  const { deployments } = await cloud.call<ListDeploymentsOutput>(
    'codedeploy',
    'ListDeployments',
    { ...names, includeOnlyStatuses: ['Failed'] },
    operator,
  );
  expect(deployments).toEqual([info.deploymentId]);
  await expect(cloud.call('codedeploy', 'GetDeployment', { deploymentId: 'd-AAAAAAAAA' }, operator)).rejects.toMatchObject({
    code: 'DeploymentDoesNotExistException',
  });
  await expect(
    cloud.call('codedeploy', 'CreateDeployment', { ...names, deploymentGroupName: 'none', revision: revision('a') }, operator),
  ).rejects.toMatchObject({ code: 'DeploymentGroupDoesNotExistException' });
});
