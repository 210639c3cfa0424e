/** Environments that have accounts of their own. */
import { verifyClients } from '../../../cli/verify/clients';
import { verifyCommand } from '../../../cli/verify/command';
import { notLookedAt, readElsewhere } from '../../../cli/verify/elsewhere';
import { checkMetrics } from '../../../cli/verify/metrics';
import { checkStacks, stacksOf } from '../../../cli/verify/stacks';
import { expectedRoles } from '../../../cli/verify/roles';
import type { Connection } from '../../../cli/pipeline/clients';
import { cloudformation } from '../../../rehearsal/template/cloudformation';
import { callerVariables, clientSettings, createRole, startCloud, stopClouds } from '../../rehearsal/support/real-cloud';

const undo: (() => void)[] = [];
afterEach(async () => {
  for (const each of undo.splice(0)) each();
  await stopClouds();
});

/** A pipeline whose staging is in an account of this id; production is with the pipeline. */
const deployed = (id: string) => {
  const role = `arn:aws:iam::${id}:role/UnbreakableStagingRead`;
  const base = { cloudwatch: { dimensions: { LoadBalancer: 'app/lb/1' } }, rollback: false };
  const group = { kind: 'server' as const, applicationName: 'shop', deploymentGroupName: 'group' };
  const account = { readRoleArn: role, redeployRoleArn: role, region: 'us-east-1', externalId: 'shop' };
  return { environments: { Staging: { ...base, deployment: { ...group, account } }, Production: { ...base, deployment: group } } };
};

/** An account in which the stacks of staging stand, and what was asked for. */
const open = async () => {
  const cloud = await startCloud([]);
  const template = { Resources: {}, Parameters: {}, Conditions: {}, Mappings: {}, Outputs: {}, Rules: {} };
  const stacks = stacksOf('Staging').map((name) => ({
    name,
    stackId: `arn:${name}`,
    outputs: { Address: 'x' },
    resources: new Map(),
    template,
  }));
  cloud.add(cloudformation(cloud, stacks));
  const asked: Connection[] = [];
  const connect = (connection: Connection) => {
    asked.push(connection);
    const clients = verifyClients(clientSettings(cloud));
    undo.push(() => Object.values(clients).forEach((client) => client.destroy()));
    return clients;
  };
  return { connect, asked };
};

test('one whose profile was named is looked at with it, in its region', async () => {
  const { connect, asked } = await open();
  const [staging, ...others] = await readElsewhere(connect, { Staging: 'shop-staging' }, deployed('123456789012'));
  expect([others, asked]).toEqual([[], [{ profile: 'shop-staging', region: 'us-east-1' }]]);
  expect(checkStacks(stacksOf('Staging'), staging?.account?.stacks ?? []).filter(({ status }) => status !== 'same')).toEqual([]);
});

test('one without a profile is not looked at, which is unknown and says what to do', async () => {
  const { connect, asked } = await open();
  const [staging] = await readElsewhere(connect, {}, deployed('222222222222'));
  expect(asked).toEqual([]);
  expect(notLookedAt(staging!)).toMatchObject({
    what: 'Staging, in account 222222222222 in us-east-1',
    status: 'unknown',
    fix: 'Name a profile of that account: --profile Staging=NAME',
  });
});

test.each([
  ['of another account', { Staging: 'wrong' }, /credentials are of account 123456789012, and Staging is in 222222222222/],
  ['for an environment that is not elsewhere', { Production: 'x' }, /no environment Production in an account of its own/],
])('a profile %s is refused', async (_, profiles, message) => {
  const { connect } = await open();
  await expect(async () => readElsewhere(connect, profiles, deployed('222222222222'))).rejects.toThrow(message);
});

test('metrics of an account that does not let the caller in are unknown, and say whom to let in', async () => {
  const before = { ...process.env };
  const cloud = await startCloud([]);
  Object.assign(process.env, callerVariables(cloud, await createRole(cloud, [])));
  const { environments } = deployed('123456789012');
  const { Staging } = environments;
  const [finding] = await checkMetrics(verifyClients(clientSettings(cloud)).cloudwatch, { environments: { Staging } }, [], 0);
  process.env = before;
  expect(finding).toMatchObject({ what: 'of Staging', status: 'unknown', fix: 'Name a profile of its account: --profile Staging=NAME' });
  expect(finding?.found).toContain('accounts.readers');
});

test('with accounts the functions measure under roles of the environments, not under their own', () => {
  const place = { partition: 'aws', account: '1', region: 'us-east-1' };
  const actionsOf = (elsewhere: boolean) =>
    expectedRoles(place, [], [], elsewhere)
      .find(({ name }) => name === 'Gate Look')
      ?.permissions.flatMap(({ actions }) => actions);
  expect([actionsOf(false)?.includes('cloudwatch:GetMetricData'), actionsOf(true)?.includes('cloudwatch:GetMetricData')]).toEqual([
    true,
    false,
  ]);
});

test('--profile without an environment is refused', async () => {
  const command = verifyCommand(() => undefined)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  await expect(command.parseAsync(['--profile', 'shop-staging'], { from: 'user' })).rejects.toThrow(/expected ENVIRONMENT=NAME/);
});
