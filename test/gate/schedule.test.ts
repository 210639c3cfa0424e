/** A gate whose looks come late or twice: what each look may spend still adds up to no more than the budget. */
import * as fc from 'fast-check';
import type { WorkflowState } from '../../lambda/contract/workflow';
import type { Evidence } from '../../lambda/gate/evidence';
import { gateLook } from '../../lambda/judge/evidence/input/look';
import { runWorkflow, step } from './support/run';
import { register } from '../../lambda/gate/register';
import { minute } from './support/validations';
import { job, userParameters, World } from './support/world';

const windowMinutes = 12;

const evidenceOf = (world: World): Evidence[] =>
  [...world.kept.entries()].filter(([key]) => key.includes('/look-')).map(([, kept]) => kept as Evidence);

const seconds = ({ windows: { candidate } }: Evidence): number => (candidate.end - candidate.start) / 1000;

/** What a kept look could reject by: none is acted on that is not kept. */
const spentBy = (one: Evidence): number => gateLook(0.05, seconds(one), one.plan, 60).levels;

const delays = fc.array(fc.record({ late: fc.nat({ max: 6 * minute }), again: fc.boolean() }), { minLength: 1, maxLength: 20 });

test('late and repeated looks are kept once each, and none at the same minute twice', async () => {
  await fc.assert(
    fc.asyncProperty(delays, async (given) => {
      const world = new World();
      await register({ ...job, userParameters: userParameters(windowMinutes) }, world.ports(), world.now);
      const [start] = world.started.values();
      let turn = 0;
      const meanwhile = async (state: WorkflowState): Promise<void> => {
        const { late, again } = given[turn++ % given.length]!;
        world.now += late;
        if (again && state.next === 'look') await step(state, world.ports(), world.now);
      };
      await runWorkflow(world, start!, { meanwhile });
      const looks = evidenceOf(world);
      const early = looks.filter(({ plan }) => plan?.final === false);
      expect(new Set(early.map(seconds)).size).toBe(early.length);
      expect(looks.filter(({ plan }) => plan?.final === true)).toHaveLength(1);
      const onTime = [3, 4, 5, 6, 7, 9, 11].map((at) => gateLook(0.05, at * 60, early[0]?.plan, 60).levels);
      const most = early.length === 0 ? 0 : onTime.reduce((sum, one) => sum + one, 0);
      expect(early.reduce((sum, one) => sum + spentBy(one), 0)).toBeLessThanOrEqual(most + 1e-12);
      expect(world.validation.decision).toMatchObject({ decision: 'approve' });
    }),
    { numRuns: 15 },
  );
});
