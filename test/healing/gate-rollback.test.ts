/** A rollback that the gate begins by itself: healing locks promotions, and proves that it helped. */
import type { StartedRemediation } from '../../lambda/gate/ports/validation-store';
import { plan } from '../../lambda/healing/plan';
import { fromGate } from '../../lambda/healing/reporters/gate';
import { gateRemediation } from './reporters/payloads';
import { aProblem, heal, minute, passed, revision, ten, World } from './support/world';

const rejected = passed('four', 60);

const rollback: StartedRemediation = {
  state: 'starting',
  from: revision('four'),
  to: revision('three'),
  toRelease: 'Build three',
  reason: 'The gate rejected it.',
  startedAt: ten + 2 * minute,
};
const running: StartedRemediation = { ...rollback, state: 'running', deploymentId: 'g-three' };
const succeeded: StartedRemediation = { ...running, state: 'succeeded', endedAt: ten + 5 * minute };

/** What the gate sends. */
const told = (outcome?: string) => {
  const event = gateRemediation(outcome);
  const normalised = fromGate({ ...event, detail: { ...event.detail, validationId: rejected.validationId, at: ten + 2 * minute } });
  return normalised.kind === 'problem' ? normalised.problem : aProblem();
};
const problemId = `gate:${rejected.validationId}`;

/** The gate has begun its rollback, and its deployment has ended. */
const rolledBack = async (): Promise<World> => {
  const world = new World();
  await world.claims.claim(rejected, rollback);
  world.deployer.deployed('g-three', revision('three'), ten + 2 * minute, { completedAt: ten + 4 * minute });
  await world.claims.note(rejected, running, ten + 2 * minute);
  world.now = ten + 5 * minute;
  return world;
};

test.each([
  ['its begin is heard', [undefined, 'succeeded']],
  ['only its end is heard', ['succeeded']],
  ['both are heard twice, the end first', ['succeeded', undefined, 'succeeded', undefined]],
])('it is locked and verified, once, where %s', async (_name, outcomes) => {
  const world = await rolledBack();
  for (const outcome of outcomes) {
    if (outcome === 'succeeded') await world.claims.note(rejected, succeeded, world.now);
    await world.report(told(outcome));
  }
  await world.run();
  expect((await world.ledger()).remediations).toMatchObject([
    { by: 'gate', owner: problemId, problemIds: [problemId], state: 'succeeded', deploymentId: 'g-three' },
  ]);
  expect(world.promotions).toMatchObject({ kind: 'locked', reason: expect.stringContaining('unbreakable unlock shop') });
  expect((await world.record(problemId))?.outcome).toMatchObject({ kind: 'remediation' });
  expect(world.events).toMatchObject([
    { type: 'started', detail: { by: 'gate' } },
    { type: 'ended', detail: { by: 'gate', outcome: 'succeeded', toRelease: 'Build three' } },
  ]);
  expect(world.messages).toHaveLength(1);
  expect(world.deployer.rollbacks()).toHaveLength(0);
});

test('one that did not help calls people, and is not followed by another', async () => {
  const world = await rolledBack();
  world.bad.add('three');
  await heal(world, told());
  expect((await world.ledger()).remediations).toMatchObject([{ state: 'escalated' }]);
  expect(world.calls.length).toBeGreaterThan(0);
  expect(world.deployer.rollbacks()).toHaveLength(0);
});

test('one that could not be deployed calls people', async () => {
  const world = await rolledBack();
  await world.claims.note(rejected, { ...running, state: 'failed', endedAt: ten + 4 * minute }, ten + 4 * minute);
  await heal(world, told('failed'));
  expect((await world.ledger()).remediations).toMatchObject([{ state: 'failed' }]);
  expect(world.calls.length).toBeGreaterThan(0);
});

test('what the gate notes later does not end what healing verifies', async () => {
  const world = await rolledBack();
  await world.report(told());
  const [name] = world.executions.keys();
  await world.step(name!);
  await world.claims.note(rejected, succeeded, ten + 6 * minute);
  expect((await world.ledger()).remediations).toMatchObject([{ state: 'running' }]);
  await world.run();
  expect((await world.ledger()).remediations).toMatchObject([{ state: 'succeeded' }]);
  expect(world.events.at(-1)).toMatchObject({ type: 'ended' });
});

test('an alarm that joined before does not make it healing’s: the gate still notes its end, and healing follows', async () => {
  const world = await rolledBack();
  await heal(world, aProblem({ source: 'cloudwatch', id: 'errors' }));
  await world.claims.note(rejected, succeeded, ten + 6 * minute);
  expect((await world.ledger()).remediations).toMatchObject([{ state: 'succeeded', problemIds: ['cloudwatch:errors'] }]);
  await heal(world, told('succeeded'));
  expect((await world.ledger()).remediations).toMatchObject([{ state: 'succeeded', problemIds: [problemId, 'cloudwatch:errors'] }]);
  expect(world.promotions.kind).toBe('locked');
});

test('the mode of healing does not matter, but a team that wants no lock gets none', async () => {
  const world = await rolledBack();
  world.settings = { ...world.settings, mode: 'notify', lockPromotions: false };
  await heal(world, told());
  expect((await world.ledger()).remediations).toMatchObject([{ state: 'succeeded' }]);
  expect(world.promotions.kind).toBe('open');
});

test('a pipeline that is not set up to heal is told of, and nothing is locked', async () => {
  const world = new World();
  const record = await heal(world, told());
  expect(record.outcome).toMatchObject({ kind: 'refused', code: 'no-deployment' });
  expect(world.promotions.kind).toBe('open');
});

test('a crash after it was taken up goes on with it', async () => {
  const world = await rolledBack();
  await world.report(told());
  const [name] = world.executions.keys();
  const state = world.executions.get(name!)!;
  await plan(state, world.ports(), world.now);
  expect(await plan(state, world.ports(), world.now)).toMatchObject({ next: 'act' });
  await world.run();
  expect((await world.ledger()).remediations).toMatchObject([{ state: 'succeeded' }]);
});
