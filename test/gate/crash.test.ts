/**
 * Functions die at any moment: before or after any call to the outside. Whatever happens, a validation ends with one
 * decision, at most one answer that agrees with it, and at most one rollback, and people are told.
 */
import * as fc from 'fast-check';
import { observe } from '../../lambda/gate/observe';
import type * as Lint from '../../lambda/monspec/lint/lint';
import { Fuse, runGate } from './support/run';
import { aDecision, aValidation, minute, revision, ten } from './support/validations';
import { silentAfter, slower, World } from './support/world';

// Every gate of these tests has the same monspec; finding out anew what is in it would cost more than all else they do.
jest.mock('../../lambda/monspec/lint/lint', () => {
  const actual = jest.requireActual<typeof Lint>('../../lambda/monspec/lint/lint');
  const known = new Map<string, ReturnType<typeof Lint.lintMonspec>>();
  const lintMonspec: typeof Lint.lintMonspec = (monspec, file, options) => {
    const key = JSON.stringify([monspec, file, options]);
    const findings = known.get(key) ?? actual.lintMonspec(monspec, file, options);
    known.set(key, findings);
    return findings;
  };
  return { ...actual, lintMonspec };
});

/** Short, for fewer looks between the moments that matter. */
const windowMinutes = 3;

/** Milliseconds; hundreds of gates run in each test. */
const patience = 60_000;

type Scenario = (world: World) => void;

const scenarios: Readonly<Record<string, Scenario>> = {
  good: () => undefined,
  slow: (world) => slower(world, 2),
  silent: (world) => silentAfter(world, 0),
  'switched off': (world) => {
    world.switchedOn = false;
  },
};

const worldOf = async (name: string): Promise<World> => {
  const world = new World();
  scenarios[name]!(world);
  await world.validations.create(
    aValidation({
      validationId: 'exec-0#Production#job-0',
      executionId: 'exec-0',
      release: 'Build 3',
      registeredAt: ten - 60 * minute,
      status: 'decided',
      decision: aDecision({ answered: true }),
      deployment: { ...aValidation().deployment, deploymentId: 'd-3', revision: revision('three') },
    }),
  );
  return world;
};

const rollbacks = ({ deployments }: World) =>
  deployments.deployments.filter(({ description }) => description?.includes('exec-1#Production#job-1'));

const answerOf = ({ pipeline: { approval } }: World) => (approval.kind === 'answered' ? approval.decision : undefined);

/** CodePipeline tells of an answered approval, whether or not the one who answered lived to note it. */
const tellOfAnswer = async (world: World): Promise<void> => {
  const decision = answerOf(world);
  if (decision !== undefined) {
    const { pipeline, executionId, stage, approvalAction: action } = world.validation;
    await observe({ kind: 'approval', pipeline, executionId, stage, action, decision, at: world.now }, world.ports(), world.now);
  }
};

/** What must hold at the end, whatever happened on the way. */
const expectSound = (world: World, expected: string): void => {
  const { decision } = world.validation;
  expect(world.pipeline.answers).toBeLessThanOrEqual(1);
  expect(rollbacks(world).length).toBeLessThanOrEqual(1);
  expect(decision).toBeDefined();
  expect([expected, 'hold']).toContain(decision?.decision);
  expect(answerOf(world)).toBe(decision?.answered ? decision.decision : undefined);
  expect(world.events.some(({ type }) => type === 'decision')).toBe(true);
};

/** After one crash, everything is as if there had been none. */
const expectHealed = (world: World, expected: string): void => {
  expectSound(world, expected);
  expect(world.validation.decision?.decision).toBe(expected);
  expect(rollbacks(world)).toHaveLength(expected === 'reject' ? 1 : 0);
  expect(world.validation.remediation?.state).toBe(expected === 'reject' ? 'succeeded' : undefined);
};

const momentsOf = async (name: string): Promise<number> => {
  const fuse = new Fuse();
  await runGate(await worldOf(name), { fuse, windowMinutes });
  return fuse.moments;
};

test.each([
  ['good', 'approve'],
  ['slow', 'reject'],
  ['silent', 'hold'],
  ['switched off', 'hold'],
])(
  'a gate of a build that is %s heals after a crash at any moment',
  async (name, expected) => {
    const moments = await momentsOf(name);
    for (let moment = 0; moment < moments; moment += 1) {
      const world = await worldOf(name);
      await runGate(world, { fuse: new Fuse([moment]), windowMinutes });
      expectHealed(world, expected);
    }
    expect(moments).toBeGreaterThan(60);
  },
  patience,
);

test(
  'many crashes leave nothing worse than a hold',
  async () => {
    const scenario = fc.constantFrom(['good', 'approve'] as const, ['slow', 'reject'] as const, ['silent', 'hold'] as const);
    await fc.assert(
      fc.asyncProperty(scenario, fc.array(fc.nat(250), { minLength: 2, maxLength: 12 }), async ([name, expected], deadly) => {
        const world = await worldOf(name);
        try {
          await runGate(world, { fuse: new Fuse(deadly), windowMinutes });
        } catch {
          // Registration or watchdog died three times: the job or the queue of undelivered events tells, and nothing is approved by it.
          expect(world.pipeline.answers).toBeLessThanOrEqual(1);
          expect(answerOf(world) === undefined || answerOf(world) === expected).toBe(true);
          return;
        }
        await tellOfAnswer(world);
        expectSound(world, expected);
      }),
      { numRuns: 60 },
    );
  },
  patience,
);
