/** `backtest --codedeploy`: what CodeDeploy has deployed, by the real SDK from the rehearsal's CodeDeploy. */
import type { DeploymentStatus } from '@aws-sdk/client-codedeploy';
import type { ServiceFactory } from '../../../rehearsal/cloud/service';
import type { Deployment, Group } from '../../../rehearsal/services/codedeploy/model';
import { Office } from '../../../rehearsal/services/codedeploy/office';
import { deploymentOperations } from '../../../rehearsal/services/codedeploy/operations/deployments';
import { Store } from '../../../rehearsal/services/codedeploy/store';
import { startCloud, stopClouds } from '../../rehearsal/support/real-cloud';
import { run } from '../support/run';
import { file, monspec, monspecFile } from '../support/series';

const minute = 60_000;
const started = Math.floor(Date.now() / minute) * minute;

const group: Group = {
  id: 'g',
  name: 'Production',
  application: 'shop',
  platform: 'Server',
  alarms: [],
  configName: 'CodeDeployDefault.AllAtOnce',
  serviceRoleArn: 'arn:aws:iam::123456789012:role/deploy',
  autoScalingGroups: [],
  style: {},
  targetGroups: [],
  rollbackEvents: [],
};

let count = 0;

/** Deployed so many minutes ago, in half a minute. */
const deployed = (minutesAgo: number, more: Partial<Deployment> = {}): Deployment => ({
  id: `d-${String((count += 1)).padStart(9, '0')}`,
  group,
  revision: {},
  configName: group.configName,
  creator: 'user',
  ignoreApplicationStopFailures: false,
  fileExistsBehavior: 'DISALLOW',
  createdAt: started - minutesAgo * minute - 30_000,
  startedAt: started - minutesAgo * minute - 29_000,
  completedAt: started - minutesAgo * minute,
  alarms: [],
  abort: new AbortController(),
  status: 'Succeeded' satisfies DeploymentStatus,
  instances: [],
  ...more,
});

/** The rehearsal's CodeDeploy with a past. */
const withPast =
  (past: readonly Deployment[]): ServiceFactory =>
  (cloud) => {
    const store = new Store();
    store.applications.set('shop', { id: 'a', name: 'shop', platform: 'Server', groups: new Map([[group.name, group]]), revisions: [] });
    for (const one of past) store.deployments.set(one.id, one);
    return { name: 'codedeploy', operations: { ...deploymentOperations(cloud, store, new Office(cloud, store)) }, resources: {} };
  };

afterEach(stopClouds);

const toBefore = { name: 'ToBefore', source: 'Production', compare: 'Production', comparetimeframe: 'beforeDeployment' };
const shop = { ...monspec.shop, comparisons: [{ ...toBefore, scalefactorperc: { default: 30 } }] };

/** Production is twice as slow since two hours ago. */
const series = (): string =>
  file(
    'production.csv',
    [
      'time,environment,signature,value,numerator,denominator',
      ...Array.from({ length: 8 * 60 }, (_, ago) => {
        const time = new Date(started - ago * minute).toISOString();
        return `${time},Production,service.responsetime,${ago <= 120 ? 200 : 100},,\n${time},Production,service.failurerate,,1,1000`;
      }),
    ].join('\n'),
  );

const backtest = async (past: readonly Deployment[], group = 'shop/Production') => {
  const cloud = await startCloud([withPast(past)]);
  const { accessKeyId, secretAccessKey } = cloud.operator;
  const question = [monspecFile({ shop }, 'codedeploy.json'), '--comparison', 'ToBefore', '--source', series(), '--format', 'json'];
  return run(['backtest', ...question, '--since', '7h', '--codedeploy', group], {
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_REGION: cloud.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });
};

/** More than fit on a page, none of them a release. */
const scaling = Array.from({ length: 120 }, (_, index) => deployed(121 + index / 1000, { creator: 'autoscaling' }));

test('releases that succeeded in the time are replayed, from every page; scaling, rollbacks and failures are none', async () => {
  const { code, out } = await backtest([
    deployed(9 * 60),
    deployed(240),
    deployed(200, { status: 'Failed' }),
    deployed(180, { creator: 'codeDeployRollback' }),
    ...scaling,
    deployed(120),
  ]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    replays: 2,
    notes: ['Replayed: 2 deployments from CodeDeploy (shop/Production).'],
    verdicts: { pass: 1, fail: 1 },
  });
});

test('a group without releases in the time: deployments are assumed, and why is said', async () => {
  const { code, out } = await backtest([deployed(9 * 60)]);
  expect(code).toBe(0);
  expect(out).toContain('CodeDeploy has no deployment to shop/Production that succeeded in this time');
});

test('a group that is not there is exit code 3 and one sentence', async () => {
  const { code, err } = await backtest([], 'shop/Staging');
  expect([code, err]).toEqual([
    3,
    expect.stringContaining('--codedeploy shop/Staging: CodeDeploy could not be read (No Deployment Group found'),
  ]);
});

test.each(['Production', 'a/b/c', 'shop/'])('a name "%s" is refused', async (name) => {
  const { code, err } = await run(['backtest', monspecFile({ shop }, 'codedeploy.json'), '--comparison', 'ToBefore', '--codedeploy', name]);
  expect([code, err]).toEqual([3, expect.stringContaining(`received "${name}", expected APPLICATION/GROUP`)]);
});
