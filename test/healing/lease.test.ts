/** Workflows that die: their claim blocks nobody for long, and whoever comes next goes on where they stopped. */
import type { StartedRemediation } from '../../lambda/gate/ports/validation-store';
import { isActive, isDead, leaseFrom, renewed } from '../../lambda/healing/records/lease';
import type { Remediation } from '../../lambda/healing/remediation';
import { aProblem, destination, minute, passed, revision, ten, World } from './support/world';

const remediation = (changes: Partial<Remediation> = {}): Remediation => ({
  remediationId: 'shop/Production/d-four',
  by: 'healing',
  destination,
  pipeline: 'shop',
  environment: 'Production',
  badDeploymentId: 'd-four',
  badDeploymentAt: ten,
  problemIds: ['webhook:p-1'],
  action: 'redeploy',
  from: revision('four'),
  fromRelease: 'Build four',
  to: revision('three'),
  toRelease: 'Build three',
  state: 'running',
  reason: '',
  startedAt: ten,
  leaseUntil: leaseFrom(ten),
  timeline: [],
  ...changes,
});

test.each<[string, Partial<Remediation>, number, 'active' | 'dead' | 'ended']>([
  ['within its lease', {}, ten + 19 * minute, 'active'],
  ['after its lease', {}, ten + 20 * minute, 'dead'],
  ['that is verified, after its lease', { state: 'verifying' }, ten + 20 * minute, 'dead'],
  ['that has ended', { state: 'failed', endedAt: ten }, ten + 20 * minute, 'ended'],
])('one %s', (_name, changes, now, expected) => {
  const one = remediation(changes);
  expect([isActive(one, now), isDead(one, now)]).toEqual([expected === 'active', expected === 'dead']);
});

test('one of an older version, without a lease, lives for four hours', () => {
  const { leaseUntil: _, ...older } = remediation();
  expect([isActive(older, ten + 239 * minute), isDead(older, ten + 240 * minute)]).toEqual([true, true]);
});

test('a lease is written anew every five minutes, not with every look', () => {
  const one = remediation();
  expect(renewed(one, ten + 4 * minute)).toBe(one);
  expect(renewed(one, ten + 5 * minute).leaseUntil).toBe(leaseFrom(ten + 5 * minute));
});

/** Steps of the first problem's workflow, which is then gone. */
const diesAfter = async (steps: number): Promise<World> => {
  const world = new World();
  await world.report(aProblem());
  const [name] = world.executions.keys();
  for (let step = 0; step < steps; step += 1) await world.step(name!);
  world.executions.delete(name!);
  return world;
};

const later = aProblem({ source: 'cloudwatch', id: 'errors', started: ten + minute });

describe.each([
  ['it claimed', 1],
  ['it deployed', 2],
  ['it looked at the deployment', 3],
  ['it began to verify', 4],
])('a workflow that dies after %s', (_name, steps) => {
  test('is waited for as long as its lease lasts', async () => {
    const world = await diesAfter(steps);
    await world.report(later);
    await world.run();
    expect((await world.record('cloudwatch:errors'))?.outcome?.kind).toBe('joined');
  });

  test('is gone on with by the next problem, with one rollback in all', async () => {
    const world = await diesAfter(steps);
    world.now += 60 * minute;
    await world.report(later);
    await world.run();
    expect((await world.ledger()).remediations).toMatchObject([
      { owner: 'cloudwatch:errors', problemIds: ['cloudwatch:errors', 'webhook:p-1'], state: 'succeeded' },
    ]);
    expect(world.deployer.rollbacks()).toHaveLength(1);
    expect(world.promotions.kind).toBe('locked');
    expect(world.events.at(-1)).toMatchObject({ type: 'ended', detail: { outcome: 'succeeded' } });
  });

  test('is gone on with by its own problem, when that is reported again', async () => {
    const world = await diesAfter(steps);
    world.now += 60 * minute;
    await world.report(aProblem());
    await world.report(aProblem());
    await world.run();
    expect((await world.ledger()).remediations).toMatchObject([{ state: 'succeeded' }]);
    expect(world.deployer.rollbacks()).toHaveLength(1);
  });
});

test('one that only seemed dead finds that another has taken over, and stops', async () => {
  const world = new World();
  await world.report(aProblem());
  const [first] = world.executions.keys();
  await world.step(first!);
  const sleeping = world.executions.get(first!)!;
  world.executions.delete(first!);
  world.now += 60 * minute;
  await world.report(later);
  const [second] = world.executions.keys();
  await world.step(second!);
  world.executions.set(first!, sleeping);
  await world.run();
  expect(world.deployer.rollbacks()).toHaveLength(1);
  expect(world.events.filter(({ type }) => type === 'ended')).toHaveLength(1);
});

test('a long rollback keeps its lease', async () => {
  const world = new World();
  world.deployer.duration = 90 * minute;
  await world.report(aProblem());
  const [first] = world.executions.keys();
  for (let step = 0; step < 200; step += 1) await world.step(first!);
  await world.report(later);
  await world.run();
  expect((await world.record('cloudwatch:errors'))?.outcome?.kind).toBe('joined');
  expect((await world.ledger()).remediations).toMatchObject([{ state: 'succeeded' }]);
});

test('a problem that begins long after the silence, with the bad build still there, goes on with what was left', async () => {
  const world = await diesAfter(1);
  world.now += 60 * minute;
  await world.report(aProblem({ id: 'p-2', started: world.now - 5 * minute }));
  await world.run();
  expect((await world.ledger()).remediations).toMatchObject([{ owner: 'webhook:p-2', state: 'succeeded' }]);
  expect(world.deployer.rollbacks()).toHaveLength(1);
});

test('a dead claim on an earlier deployment does not stand in the way of the next one', async () => {
  const world = await diesAfter(1);
  world.now += 60 * minute;
  world.deployer.byHand('d-five', revision('five'));
  world.bad.add('five').delete('four');
  world.settings = { ...world.settings, cooldownMinutes: 0, actFrom: 'medium' };
  world.source.latency = (at) => (at >= ten + 65 * minute && world.deployer.deployments.at(-1)?.deploymentId === 'd-five' ? 500 : 100);
  world.now += 10 * minute;
  await world.report(aProblem({ id: 'p-2', started: world.now - 3 * minute }));
  await world.run();
  const { remediations } = await world.ledger();
  expect(remediations).toMatchObject([
    { badDeploymentId: 'd-five', toRelease: 'Build three' },
    { badDeploymentId: 'd-four', state: 'failed', reason: expect.stringContaining('not heard of since') },
  ]);
});

const rollback: StartedRemediation = {
  state: 'starting',
  from: revision('four'),
  to: revision('three'),
  toRelease: 'Build three',
  reason: 'Rejected.',
  startedAt: ten + minute,
};

test.each([
  ['had deployed', true],
  ['had only announced it', false],
])('a rollback of the gate whose workflow died when it %s is gone on with', async (_name, deployed) => {
  const world = new World();
  await world.claims.claim(passed('four', 60), rollback);
  if (deployed)
    world.deployer.deployed('g-three', revision('three'), ten + minute, {
      completedAt: ten + 3 * minute,
      description: `Gate rollback, validation ${passed('four', 60).validationId}`,
    });
  world.now = ten + 40 * minute;
  await world.report(later);
  await world.run();
  expect((await world.ledger()).remediations).toMatchObject([{ by: 'gate', owner: 'cloudwatch:errors', state: 'succeeded' }]);
  expect(world.deployer.deployments.filter(({ createdAt }) => createdAt >= ten)).toHaveLength(1);
});
