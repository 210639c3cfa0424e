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

/** A third must be longer than a disturbance. */
const fewestInThird = 7;

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

const contrast = (values: LevelMetric['candidate']['values'], periods: number): number | undefined => {
  const size = Math.floor(periods / 3);
  const [early, late] = [third(values, 0, size), third(values, periods - size, periods)];
  return early.mean > 0 && late.mean > 0 ? Math.log(late.mean / early.mean) : undefined;
};

/** What earlier windows rose by, and how much that varied: their usual shape is not the build's doing. */
const usual = (metric: LevelMetric): { rise: number; variance: number } => {
  const rises = metric.history.flatMap(({ candidate }) => contrast(candidate.values, candidate.values.length) ?? []);
  const mean = rises.length < 3 ? 0 : rises.reduce((sum, rise) => sum + rise, 0) / rises.length;
  const variance = rises.length < 3 ? 0 : rises.reduce((sum, rise) => sum + (rise - mean) ** 2, 0) / (rises.length - 1);
  return { rise: mean, variance };
};

/** The trend of the candidate; undefined where the window is too short or does not end worse than it began. */
export const trendOf = (metric: LevelMetric, { candidate, periods }: Sides, estimate: Estimate, limit: number): Trend | undefined => {
  const { values } = candidate.data;
  const size = Math.floor(periods / 3);
  const sign = metric.direction === 'upper' ? 1 : -1;
  const rise = size < fewestInThird ? undefined : contrast(values, periods);
  const late = third(values, periods - size, periods);
  if (rise === undefined || sign * rise <= 0.05 || late.points < fewestInThird) {
    return undefined;
  }
  const before = usual(metric);
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
