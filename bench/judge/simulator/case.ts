/** From a cell to the case that a judge gets. */
import { defaultPolicy, type Case, type LevelMetric, type Pair, type RateMetric } from '../../../lambda/judge/evidence/case';
import type { Cell, Circumstances } from './families';
import type { Reported } from './minute';
import { randomOf, type Random } from './random';
import { drawWindow, drift, type Side } from './window';

const dayEffect = 0.05;
const periodSeconds = 60;

type Minutes = readonly (Reported | null)[];

const disturbed = (random: Random, side: Side, chance: number): Side =>
  chance > 0 && random.uniform() < chance ? { ...side, neighbour: true } : side;

/** Draws both windows of a comparison. */
const drawPair = (random: Random, it: Circumstances, candidate: Side, minutes: number): Pair<Minutes> => {
  const day = dayEffect * random.normal();
  const days = [day, it.otherDay ? dayEffect * random.normal() : day] as const;
  const path = drift(random, minutes);
  const paths = [path, it.concurrent ? path : drift(random, minutes)] as const;
  const shared = it.concurrent ? 0.03 * random.normal() : 0;
  const effects = days.map((effect) => effect + shared + it.windowEffect * random.normal());
  return {
    candidate: drawWindow(random, disturbed(random, candidate, it.neighbours), paths[0], effects[0] ?? 0),
    baseline: drawWindow(random, disturbed(random, it.baseline, it.neighbours), paths[1], effects[1] ?? 0),
  };
};

const levels = (
  pair: Pair<Minutes>,
  read: (minute: Reported) => number | null,
): Pair<{ periodSeconds: number; values: (number | null)[] }> => {
  const side = (minutes: Minutes) => ({ periodSeconds, values: minutes.map((minute) => (minute === null ? null : read(minute))) });
  return { candidate: side(pair.candidate), baseline: side(pair.baseline) };
};

const rates = (pair: Pair<Minutes>): Pair<RateMetric['candidate']> => {
  const side = (minutes: Minutes) => ({
    periodSeconds,
    numerator: minutes.map((minute) => minute?.failures ?? null),
    denominator: minutes.map((minute) => minute?.requests ?? null),
  });
  return { candidate: side(pair.candidate), baseline: side(pair.baseline) };
};

const level = (
  id: string,
  unit: string,
  allowedPercent: number,
  direction: 'upper' | 'lower',
  pairs: readonly Pair<Minutes>[],
  concurrent: boolean,
  read: (minute: Reported) => number | null,
): LevelMetric => {
  const [now, ...history] = pairs.map((pair) => levels(pair, read));
  return {
    kind: 'level',
    id,
    unit,
    direction,
    role: 'guard',
    allowedPercent,
    concurrent,
    ...(now ?? levels({ candidate: [], baseline: [] }, read)),
    history,
  };
};

/** The last window of the candidate belongs to the build, the earlier pairs to builds without its change. */
export const drawCase = (cell: Cell, seed: number, options: { readonly minutes: number; readonly pairs: number }): Case => {
  const random = randomOf(seed);
  const { circumstances: it } = cell;
  const usual: Circumstances = { ...it, candidate: { ...it.candidate, missing: 0 } };
  const now = drawPair(random, it, cell.build(it.candidate), options.minutes);
  const pairs = [now, ...Array.from({ length: options.pairs }, () => drawPair(random, usual, usual.candidate, options.minutes))];
  const [counted, ...history] = pairs.map(rates);
  return {
    id: `${cell.family} ${cell.truth} ${seed}`,
    policy: defaultPolicy,
    metrics: [
      level('latency.avg', 'ms', 15, 'upper', pairs, it.concurrent, (minute) => minute.average),
      level('latency.p90', 'ms', 15, 'upper', pairs, it.concurrent, (minute) => minute.p90),
      {
        kind: 'rate',
        id: 'failures',
        direction: 'upper',
        role: 'guard',
        allowedPercent: 50,
        allowedPoints: 0.5,
        concurrent: it.concurrent,
        ...(counted ?? rates({ candidate: [], baseline: [] })),
        history,
      },
      level('throughput', 'requests/min', it.throughputPercent, 'lower', pairs, it.concurrent, (minute) => minute.requests),
    ],
  };
};
