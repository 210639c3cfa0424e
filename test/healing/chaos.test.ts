import * as fc from 'fast-check';
import type { StartedRemediation } from '../../lambda/gate/ports/validation-store';
import { Fuse } from '../gate/support/run';
import type { Problem } from '../../lambda/healing/problem';
import { problemIdOf } from '../../lambda/healing/problem';
import { aProblem, minute, passed, revision, ten, World } from './support/world';

/** Problems of the bad build by several reporters, and problems that are none of its business. */
const related = [
  aProblem(),
  aProblem({ source: 'cloudwatch', id: 'errors' }),
  aProblem({ source: 'cloudwatch', id: 'latency', started: ten + minute }),
  aProblem({ source: 'dynatrace', id: '-1_1790000040000V2' }),
];
const unrelated = [
  aProblem({ id: 'bank', entities: [{ type: 'service', id: 'bank', name: 'bank' }], tags: [] }),
  aProblem({ id: 'early', started: ten - 100 * minute }),
  aProblem({ id: 'forecast', nature: 'forecast' }),
];

const messages = (problems: readonly Problem[]): Problem[] =>
  problems.flatMap((problem) => [problem, { ...problem, state: 'resolved' as const }]);

type Event =
  | { readonly kind: 'deliver'; readonly problem: Problem }
  | { readonly kind: 'step'; readonly which: number }
  | { readonly kind: 'gate' }
  /** A person aborts a workflow, or it is lost. */
  | { readonly kind: 'abort'; readonly which: number }
  | { readonly kind: 'silence' }
  | { readonly kind: 'hand' };

const event = (problems: readonly Problem[]): fc.Arbitrary<Event> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('deliver' as const),
        problem: fc.constantFrom(...messages(problems), ...problems, ...problems),
      }),
    },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('step' as const), which: fc.nat(6) }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'gate' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'hand' as const }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('abort' as const), which: fc.nat(6) }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'silence' as const }) },
  );

const rollback: StartedRemediation = {
  state: 'starting',
  from: revision('four'),
  to: revision('three'),
  toRelease: 'Build three',
  reason: 'Rejected.',
  startedAt: ten + 3 * minute,
};

const happen = async (world: World, one: Event): Promise<void> => {
  switch (one.kind) {
    case 'deliver':
      return world.report(one.problem);
    case 'step': {
      const names = [...world.executions.keys()];
      const name = names[one.which % Math.max(1, names.length)];
      if (name !== undefined) {
        await world.step(name);
      }
      return;
    }
    case 'abort': {
      const names = [...world.executions.keys()];
      world.executions.delete(names[one.which % Math.max(1, names.length)] ?? '');
      return;
    }
    case 'silence':
      world.now += 30 * minute;
      return;
    case 'gate':
      await world.claims.claim(passed('four', 60), rollback);
      return;
    case 'hand':
      world.deployer.byHand(`d-hand-${world.deployer.deployments.length}`, revision('two'));
  }
};

/** Whatever happened: one rollback per bad deployment at most, each for a problem that was attributed to it. */
const expectSound = async (world: World): Promise<void> => {
  const { remediations } = await world.ledger();
  const marks = world.deployer.rollbacks().map(({ description }) => {
    const mark = /, (?:healing )?(\S+)/.exec(description ?? '')?.[1];
    return remediations.find(({ validationId, by }) => by === 'gate' && validationId === mark)?.remediationId ?? mark;
  });
  expect(new Set(marks).size).toBe(marks.length);
  expect(new Set(remediations.map(({ remediationId }) => remediationId)).size).toBe(remediations.length);
  for (const mark of marks) {
    const its = remediations.find(({ remediationId }) => remediationId === mark);
    expect(its).toBeDefined();
    expect(related.map(problemIdOf)).toContain(its?.problemIds[0]);
    const records = await Promise.all((its?.problemIds ?? []).map((id) => world.record(id)));
    const attributed = records.map((record) => record?.attributions?.[0]?.deploymentId);
    // The gate attributes by its own measurement.
    expect(its?.by === 'gate' || attributed.includes(its?.badDeploymentId)).toBe(true);
  }
};

const play = async (events: readonly Event[], deadly: readonly number[]): Promise<World> => {
  const world = new World();
  world.settings = { ...world.settings, manyServices: { count: 100, minutes: 10 } };
  world.fuse = new Fuse(deadly);
  for (const one of events) {
    await happen(world, one);
  }
  await world.run(2_000);
  return world;
};

const deadlyMoments = fc.array(fc.nat(400), { maxLength: 6 });

test('any order, duplication and loss of messages, and functions that die: at most one rollback per bad deployment, each attributed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(event([...related, ...unrelated]), { minLength: 4, maxLength: 30 }),
      deadlyMoments,
      async (events, deadly) => {
        const world = await play(events, deadly);
        await expectSound(world);
        expect(world.deployer.rollbacks().length).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 150, seed: 20_261_120 },
  );
}, 120_000);

test('messages about anything else never roll back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event(unrelated), { minLength: 4, maxLength: 20 }), deadlyMoments, async (events, deadly) => {
      const world = await play(events, deadly);
      expect(world.deployer.rollbacks()).toEqual([]);
    }),
    { numRuns: 60, seed: 20_261_121 },
  );
}, 120_000);

test('half of the messages lost, the other half twice and shuffled: still one rollback', async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...related, ...related], { minLength: related.length }), async (delivered) => {
      const world = await play(
        delivered.map((problem) => ({ kind: 'deliver', problem })),
        [],
      );
      expect(world.deployer.rollbacks()).toHaveLength(1);
      expect(world.deployer.deployments.at(-1)?.revision).toEqual(revision('three'));
    }),
    { numRuns: 50, seed: 20_261_122 },
  );
}, 120_000);

test('a function that dies at any moment of the story heals', async () => {
  const counting = await play([{ kind: 'deliver', problem: aProblem() }], []);
  const { moments } = counting.fuse;
  expect(moments).toBeGreaterThan(60);
  for (let moment = 0; moment < moments; moment += 1) {
    const world = await play([{ kind: 'deliver', problem: aProblem() }], [moment]);
    expect((await world.ledger()).remediations).toMatchObject([{ state: 'succeeded' }]);
    expect(world.deployer.rollbacks()).toHaveLength(1);
    expect(world.promotions.kind).toBe('locked');
  }
}, 120_000);
