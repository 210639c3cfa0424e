/** What healing rests on: the rule that the monspec names, and sources that may fail. */
import type { SeriesOutcome } from '../../lambda/judge/series';
import { aProblem, heal, minute, monspecBy, ten, World } from './support/world';

const troubles: readonly SeriesOutcome[] = [
  { kind: 'unreachable', detail: 'no answer' },
  { kind: 'throttled', detail: 'too many requests' },
  { kind: 'no-data', detail: 'no points' },
  { kind: 'unauthorised', detail: 'no token' },
  { kind: 'bad-query', detail: 'no such metric' },
];

describe.each(['percentage', 'evidence'] as const)('by the rule %s', (rule) => {
  const worldOf = (): World => {
    const world = new World();
    world.monspec = monspecBy(rule);
    world.now = ten + 8 * minute;
    return world;
  };

  test('what got worse is rolled back, and the recovery is proven', async () => {
    const world = worldOf();
    const record = await heal(world);
    expect(record.attributions?.[0]?.confidence).toBe('high');
    expect((await world.ledger()).remediations).toMatchObject([{ state: 'succeeded' }]);
  });

  test('what did not help is escalated', async () => {
    const world = worldOf();
    world.bad.add('three');
    await heal(world);
    expect((await world.ledger()).remediations).toMatchObject([{ state: 'escalated' }]);
  });

  test('what is as before is not rolled back', async () => {
    const world = worldOf();
    world.bad.clear();
    expect((await heal(world)).outcome).toMatchObject({ kind: 'refused', code: 'no-deployment' });
    expect(world.deployer.rollbacks()).toEqual([]);
  });

  test('what breaks its limit since before the deployment is not blamed on it', async () => {
    const world = worldOf();
    world.monspec = monspecBy(rule).replaceAll('"validate":"upper"', '"upperlimit":200');
    world.source.latency = () => 500;
    expect((await heal(world)).outcome).toMatchObject({
      kind: 'refused',
      code: 'not-proven',
      reason: expect.stringContaining('as bad before the deployment'),
    });
    expect(world.deployer.rollbacks()).toEqual([]);
  });

  test.each(troubles.flatMap((trouble) => (['high', 'medium'] as const).map((actFrom) => [trouble.kind, actFrom, trouble] as const)))(
    'a source that answers %s proves nothing, with actFrom %s: no rollback, and people are told',
    async (_kind, actFrom, trouble) => {
      const world = worldOf();
      world.source.trouble = trouble;
      world.settings = { ...world.settings, actFrom };
      expect((await heal(world)).outcome).toMatchObject({ kind: 'refused', code: 'not-proven' });
      expect(world.deployer.rollbacks()).toEqual([]);
      expect(world.messages).toHaveLength(1);
    },
  );

  test('a source that fails before the rollback calls people; nothing is rolled back', async () => {
    const world = worldOf();
    world.source.broken = true;
    await heal(world);
    expect(world.deployer.rollbacks()).toEqual([]);
    expect(world.calls.length).toBeGreaterThan(0);
  });

  test('a source that fails after the rollback never makes it a success', async () => {
    const world = worldOf();
    await world.report(aProblem());
    const [name] = world.executions.keys();
    await world.step(name!);
    await world.step(name!);
    world.source.trouble = { kind: 'unreachable', detail: 'no answer' };
    await world.run();
    expect((await world.ledger()).remediations).toMatchObject([{ state: 'escalated' }]);
    expect(world.calls.length).toBeGreaterThan(0);
  });
});

test.each([
  ['high', 'not-proven'],
  ['medium', undefined],
] as const)('without a monspec there is nothing to measure: with actFrom %s it comes to %s', async (actFrom, code) => {
  const world = new World();
  world.monspec = undefined;
  world.settings = { ...world.settings, actFrom };
  const { outcome } = await heal(world);
  expect(outcome?.kind === 'refused' ? outcome.code : undefined).toBe(code);
  expect(world.deployer.rollbacks()).toHaveLength(code === undefined ? 1 : 0);
});
