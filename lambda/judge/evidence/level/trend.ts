/**
 * Slow leaks: the mean of a window hides what only its end shows. The last third is judged on its own, if the window
 * rises from its first third to its last by more than noise and more than earlier windows did.
 */
import type { LevelMetric } from '../case';
import { noiseOf, varianceOfMean } from './noise';
import { summarise, type Summary } from './summary';
import type { Estimate } from './estimate';
import { shareBeyond } from './persistence';
import type { Sides } from './sides';
import { riseOf, type UsualRise } from './usual-rise';

/** A third must be longer than a disturbance. */
const fewestInThird = 7;
/** As a logarithm: a window that rises by less than 5 % has no trend worth asking about. */
const leastRise = 0.05;

export interface Trend {
  /** Change of the last third against the expectation, and its variance. Positive is worse. */
  readonly change: number;
  readonly variance: number;
  /** How many standard deviations the last third is worse than the first. */
  readonly rise: number;
  /** Share of the last third's points beyond the limit. */
  readonly beyond: number;
}

const third = (values: LevelMetric['candidate']['values'], from: number, to: number): Summary =>
  summarise({ periodSeconds: 0, values: values.slice(from, to) });

/** The trend of the candidate; undefined where the window is too short or does not end worse than it began. */
export const trendOf = (
  metric: LevelMetric,
  { candidate, periods }: Sides,
  estimate: Estimate,
  limit: number,
  usual: () => UsualRise,
): Trend | undefined => {
  const { values } = candidate.data;
  const size = Math.floor(periods / 3);
  const sign = metric.direction === 'upper' ? 1 : -1;
  const rise = size < fewestInThird ? undefined : riseOf(values, periods);
  if (rise === undefined || sign * rise <= leastRise) {
    return undefined;
  }
  const late = third(values, periods - size, periods);
  if (late.points < fewestInThird) {
    return undefined;
  }
  const before = usual();
  const noise = estimate.pairs > 0 ? estimate.noise : noiseOf([third(values, 0, size), late]);
  const part = varianceOfMean(noise, late.points);
  const spread = Math.max(2 * part, before.variance);
  return {
    change: estimate.change + sign * Math.log(late.mean / candidate.summary.mean),
    variance: estimate.fixedVariance + part,
    rise: spread > 0 ? (sign * (rise - before.rise)) / Math.sqrt(spread) : Infinity,
    beyond: shareBeyond(candidate.data, periods - size, periods, limit, metric.direction),
  };
};
