import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { CodeDeployDeployer } from '../../lambda/aws/codedeploy-deployer.client';
import { CodeDeployHistory } from '../../lambda/aws/codedeploy-history.client';
import { JsonService } from './support/json-service';

const service = new JsonService();
let client: CodeDeployClient;

beforeAll(async () => {
  await service.start();
  client = new CodeDeployClient(service.client);
});

beforeEach(() => {
  service.asked.length = 0;
});

afterAll(async () => {
  client.destroy();
  await service.stop();
});

const group = { applicationName: 'shop', deploymentGroupName: 'Production' };
const destination = { kind: 'server' as const, ...group };
const ten = Date.UTC(2026, 10, 20, 10, 0) / 1000;
const deployments = () => new CodeDeployDeployer(client);

const info = (deploymentId: string, changes: object = {}) => ({
  deploymentId,
  status: 'Succeeded',
  createTime: ten,
  completeTime: ten + 60,
  creator: 'user',
  description: 'by hand',
  revision: { revisionType: 'S3', s3Location: { bucket: 'artifacts', key: 'shop/Applicatio/x', bundleType: 'zip', eTag: 'e' } },
  ...changes,
});

/** Deployments by id, listed two to a page. */
const knowing = (known: Readonly<Record<string, object>>, groupInfo: object = {}) => {
  const ids = Object.keys(known);
  return {
    GetDeploymentGroup: () => ({ deploymentGroupInfo: groupInfo }),
    GetDeployment: ({ deploymentId }: { deploymentId: string }) => ({ deploymentInfo: info(deploymentId, known[deploymentId]) }),
    ListDeployments: ({ nextToken }: { nextToken?: string }) => {
      const from = Number(nextToken ?? 0);
      return { deployments: ids.slice(from, from + 2), ...(from + 2 < ids.length && { nextToken: String(from + 2) }) };
    },
  };
};

test('the latest deployment is the last attempted one, whatever became of it', async () => {
  service.operations = knowing(
    { 'd-2': { status: 'Failed', errorInformation: { message: 'the hook failed' } } },
    { lastAttemptedDeployment: { deploymentId: 'd-2' }, lastSuccessfulDeployment: { deploymentId: 'd-1' } },
  );
  expect(await deployments().latest(destination)).toEqual({
    deploymentId: 'd-2',
    status: 'failed',
    revision: { kind: 'bundle', bucket: 'artifacts', key: 'shop/Applicatio/x', bundleType: 'zip', eTag: 'e' },
    createdAt: ten * 1000,
    completedAt: ten * 1000 + 60_000,
    description: 'by hand',
    byAutoScaling: false,
    failure: 'the hook failed',
  });
});

test('a group without deployments has no latest one', async () => {
  service.operations = knowing({});
  expect(await deployments().latest(destination)).toBeUndefined();
});

test.each([
  ['Created', 'running'],
  ['Queued', 'running'],
  ['InProgress', 'running'],
  ['Baking', 'running'],
  ['Ready', 'running'],
  ['Succeeded', 'succeeded'],
  ['Failed', 'failed'],
  ['Stopped', 'failed'],
])('a deployment that is %s is %s', async (status, expected) => {
  service.operations = knowing({ 'd-1': { status } });
  expect((await deployments().get(destination, 'd-1')).status).toBe(expected);
});

test('a revision outside of S3 is none', async () => {
  service.operations = knowing({ 'd-1': { revision: { revisionType: 'GitHub' } } });
  expect((await deployments().get(destination, 'd-1')).revision).toBeUndefined();
});

test.each([
  ['user', false],
  ['codeDeployRollback', false],
  ['autoscaling', true],
  ['CodeDeployAutoUpdate', true],
])('a deployment of %s is made for new instances: %s', async (creator, expected) => {
  service.operations = knowing({ 'd-1': { creator } });
  expect((await deployments().get(destination, 'd-1')).byAutoScaling).toBe(expected);
});

describe('whether something ran before', () => {
  const before = (instant: number) => deployments().succeededBefore(destination, instant * 1000);

  test('no, where nothing ever succeeded', async () => {
    service.operations = knowing({ 'd-1': {} });
    expect(await before(ten)).toBe(false);
  });

  test('yes, where the last success is older', async () => {
    service.operations = knowing({}, { lastSuccessfulDeployment: { deploymentId: 'd-1', endTime: ten - 1 } });
    expect(await before(ten)).toBe(true);
  });

  test('looks at every page for an older one', async () => {
    const newer = { completeTime: ten + 100 };
    service.operations = knowing(
      { 'd-5': newer, 'd-4': newer, 'd-3': newer, 'd-2': { completeTime: ten - 100 } },
      { lastSuccessfulDeployment: { deploymentId: 'd-5', endTime: ten + 100 } },
    );
    expect(await before(ten)).toBe(true);
    expect(service.asked.filter(({ operation }) => operation === 'ListDeployments').map(({ input }) => input)).toEqual([
      { ...group, includeOnlyStatuses: ['Succeeded'], createTimeRange: { end: ten } },
      { ...group, includeOnlyStatuses: ['Succeeded'], createTimeRange: { end: ten }, nextToken: '2' },
    ]);
  });

  test('no, where all are newer', async () => {
    const newer = { completeTime: ten + 100 };
    service.operations = knowing({ 'd-1': newer }, { lastSuccessfulDeployment: { deploymentId: 'd-1', endTime: ten + 100 } });
    expect(await before(ten)).toBe(false);
  });

  test('is an error, not a no, where the group does not exist', async () => {
    service.operations = { GetDeploymentGroup: () => ({ exception: 'DeploymentGroupDoesNotExistException' }) };
    await expect(before(ten)).rejects.toMatchObject({ name: 'DeploymentGroupDoesNotExistException' });
  });
});

describe('when a group was deployed to', () => {
  const hour = 3600;
  const span = { start: (ten - hour) * 1000, end: (ten + hour) * 1000 };
  const batch = (known: Readonly<Record<string, object>>) => ({
    ...knowing(known),
    BatchGetDeployments: ({ deploymentIds }: { deploymentIds: string[] }) => ({
      deploymentsInfo: deploymentIds.map((id) => info(id, known[id])),
    }),
  });
  const during = () => new CodeDeployHistory(client).during(destination, span);

  test('every release that touches the span counts, whoever made it and whatever became of it', async () => {
    service.operations = batch({
      'd-hand': {},
      'd-failed': { status: 'Failed', creator: 'CloudFormation', createTime: ten + 60, completeTime: ten + 120 },
      'd-running': { status: 'InProgress', createTime: ten + 180, completeTime: undefined },
      'd-long': { createTime: ten - 30 * hour, completeTime: ten },
      'd-before': { createTime: ten - 2 * hour, completeTime: ten - hour },
      'd-joins': { creator: 'autoscaling' },
      'd-leaves': { creator: 'autoscalingTermination' },
    });
    const at = (seconds: number) => (ten + seconds) * 1000;
    expect(await during()).toEqual([
      { start: at(0), end: at(60) },
      { start: at(60), end: at(120) },
      { start: at(180), end: Infinity },
      { start: at(-30 * hour), end: at(0) },
    ]);
  });

  test('is asked for 25 deployments at a time, from four days before the span', async () => {
    service.operations = batch(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`d-${index}`, {}])));
    expect(await during()).toHaveLength(30);
    const asked = (name: string) => service.asked.filter(({ operation }) => operation === name).map(({ input }) => input);
    expect(asked('BatchGetDeployments').map(({ deploymentIds }) => (deploymentIds as string[]).length)).toEqual([25, 5]);
    expect(asked('ListDeployments')[0]).toEqual({ ...group, createTimeRange: { start: ten - hour - 4 * 24 * hour, end: ten + hour } });
  });

  test('is an error where not every one is told', async () => {
    service.operations = { ...knowing({ 'd-1': {}, 'd-2': {} }), BatchGetDeployments: () => ({ deploymentsInfo: [info('d-1')] }) };
    await expect(during()).rejects.toMatchObject({ code: 'NoDeployment', message: expect.stringContaining('1 of 2') });
  });

  test.each(['ListDeployments', 'BatchGetDeployments'])('is an error where %s is throttled', async (operation) => {
    service.operations = { ...batch({ 'd-1': {} }), [operation]: () => ({ exception: 'ThrottlingException' }) };
    await expect(during()).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  test('is an error where there are too many', async () => {
    service.operations = { ListDeployments: () => ({ deployments: Array.from({ length: 1001 }, (_, index) => `d-${index}`) }) };
    await expect(during()).rejects.toMatchObject({ code: 'TooManyDeployments' });
  });
});

const bundle = { kind: 'bundle' as const, bucket: 'artifacts', key: 'k', bundleType: 'zip', eTag: 'e', version: 'v' };
const asked = { revision: bundle, since: ten * 1000 };

test('finds a deployment again by its description, on any page', async () => {
  service.operations = knowing({ 'd-1': {}, 'd-2': {}, 'd-3': { description: 'Gate rollback, validation v-1' } });
  expect((await deployments().findAgain(destination, { ...asked, mark: 'validation v-1' }))?.deploymentId).toBe('d-3');
  expect(await deployments().findAgain(destination, { ...asked, mark: 'validation v-2' })).toBeUndefined();
});

describe('a redeployment', () => {
  const create = () => deployments().create(destination, bundle, 'why');

  test('goes over what is there, also where the bad revision cannot be stopped', async () => {
    service.operations = { CreateDeployment: () => ({ deploymentId: 'd-9' }) };
    expect(await create()).toEqual({ kind: 'created', deploymentId: 'd-9' });
    expect(service.asked[0]?.input).toEqual({
      ...group,
      revision: { revisionType: 'S3', s3Location: { bucket: 'artifacts', key: 'k', bundleType: 'zip', eTag: 'e', version: 'v' } },
      description: 'why',
      fileExistsBehavior: 'OVERWRITE',
      ignoreApplicationStopFailures: true,
    });
  });

  test('waits while another deployment runs', async () => {
    service.operations = { CreateDeployment: () => ({ exception: 'DeploymentLimitExceededException' }) };
    expect(await create()).toEqual({ kind: 'busy' });
  });

  test('that is refused is an error', async () => {
    service.operations = { CreateDeployment: () => ({ exception: 'RevisionDoesNotExistException' }) };
    await expect(create()).rejects.toMatchObject({ name: 'RevisionDoesNotExistException' });
  });
});
