/** Deliveries come twice, late and in any order. */
import * as fc from 'fast-check';
import type { WorkflowState } from '../../lambda/contract/workflow';
import { register } from '../../lambda/gate/register';
import { runWorkflow, step } from './support/run';
import { aDecision, aValidation, minute, revision, ten } from './support/validations';
import { job, slower, World } from './support/world';

const start = ({ started }: World): WorkflowState => [...started.values()][0]!;

/** Events but the begin of a rollback, which a crash may send twice. */
const ends = ({ events }: World) => events.filter(({ type }) => type !== 'remediationStarted');

test('the same job twice is one validation, one workflow and one answer', async () => {
  const world = new World();
  await register(job, world.ports(), world.now);
  const before = world.validation;
  world.now += minute;
  expect(await register(job, world.ports(), world.now)).toMatchObject({ kind: 'registered' });
  expect([world.validation, world.started.size, world.source.fetches]).toEqual([before, 1, 0]);
});

test('the same job after the decision changes nothing', async () => {
  const world = new World();
  await register(job, world.ports(), world.now);
  await runWorkflow(world, start(world));
  const before = world.validation;
  await register(job, world.ports(), world.now);
  expect([world.validation, world.started.size, world.pipeline.answers]).toEqual([before, 1, 1]);
});

test('the same job after somebody deployed something else is still registered', async () => {
  const world = new World();
  await register(job, world.ports(), world.now);
  world.deployments.deployments.length = 0;
  expect(await register(job, world.ports(), world.now)).toMatchObject({ kind: 'registered' });
});

test('a job that CodePipeline has forgotten is left alone', async () => {
  const world = new World();
  world.pipeline.jobPlace = undefined;
  expect(await register(job, world.ports(), world.now)).toEqual({ kind: 'job-gone' });
  expect(world.validations.records.size).toBe(0);
});

test('two executions at once are two validations', async () => {
  const world = new World();
  await register(job, world.ports(), world.now);
  world.pipeline.jobPlace = { ...world.pipeline.jobPlace!, executionId: 'exec-2' };
  await register({ ...job, id: 'job-2' }, world.ports(), world.now);
  expect([...world.validations.records.keys()]).toEqual(['exec-1#Production#job-1', 'exec-2#Production#job-2']);
  expect(world.started.size).toBe(2);
});

test('steps that are delivered again, late and out of order change no outcome', async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(fc.nat(40), { maxLength: 40 }), async (slow, replays) => {
      const world = new World();
      slower(world, slow ? 2 : 1);
      await world.validations.create(
        aValidation({
          validationId: 'exec-0#Production#job-0',
          registeredAt: ten - 60 * minute,
          status: 'decided',
          decision: aDecision({ answered: true }),
          deployment: { ...aValidation().deployment, revision: revision('three') },
        }),
      );
      await register(job, world.ports(), world.now);
      const seen: WorkflowState[] = [];
      const queue = [...replays];
      const again = async (): Promise<void> => {
        const earlier = seen[queue.shift() ?? -1];
        if (earlier !== undefined) {
          await step(earlier, world.ports(), world.now);
        }
      };
      await runWorkflow(world, start(world), {
        meanwhile: async (state) => {
          seen.push(state);
          await again();
        },
      });
      for (const state of seen) {
        await step(state, world.ports(), world.now);
      }
      const ours = world.deployments.deployments.filter(({ description }) => description?.includes('exec-1'));
      expect([world.validation.decision?.decision, world.pipeline.answers, ours.length, ends(world).length]).toEqual(
        slow ? ['reject', 1, 1, 2] : ['approve', 1, 0, 1],
      );
    }),
    { numRuns: 40 },
  );
}, 60_000);
