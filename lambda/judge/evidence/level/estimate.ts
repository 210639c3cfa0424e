/** Second rung for levels: by how much the candidate differs from what it should be, and how uncertain that is. */
import type { LevelMetric, LevelData } from '../case';
import { fewestPairs, neededShare, trafficElasticity, windowEffect } from '../constants';
import type { Look } from '../look';
import { settle, type Settled } from './disturbance';
import { predict, type Prediction } from './history';
import { noiseOf, varianceOfMean, type Noise } from './noise';
import { pairedMoments } from './paired-noise';
import type { Summary } from './summary';

/** Logarithmic differences; positive is worse in either direction of the metric. */
export interface Estimate {
  readonly change: number;
  /** Variance under the assumption that the candidate is as noisy as its references; used to reject. */
  readonly variance: number;
  /** The same, no smaller than the candidate's own noise; used to approve. */
  readonly carefulVariance: number;
  /** The part of `variance` that no longer window makes smaller. */
  readonly fixedVariance: number;
  readonly degrees: number;
  /** What the candidate should be, in the metric's unit. */
  readonly expected: number;
  readonly noise: Noise;
  readonly pairs: number;
  /** How earlier pairs varied, as logarithms in the metric's own direction. */
  readonly band?: readonly [number, number];
  /** Candidate's by baseline's traffic, where it differs so much that levels do not compare and no history tells how. */
  readonly mismatch?: number;
}

/** Both sides of a metric, prepared. */
export interface Sides {
  readonly candidate: Settled;
  readonly baseline: Settled;
  readonly periods: number;
}

/** No ratio is taken for more than a million: zero has no logarithm. */
const mostLog = Math.log(1e6);
const clamp = (value: number): number => Math.max(-mostLog, Math.min(mostLog, value));
const logRatio = (a: number, b: number): number => (a === b ? 0 : clamp(Math.log(a) - Math.log(b)));

/** Prepares both sides; a control at the same time is seen as far as the candidate. */
export const sidesOf = (metric: LevelMetric, look: Look): Sides => {
  const { values, periodSeconds } = metric.candidate;
  const periods = Math.min(values.length, Math.floor(look.seconds / periodSeconds));
  const seen = metric.concurrent === true ? Math.min(metric.baseline.values.length, periods) : metric.baseline.values.length;
  return { candidate: settle(metric.candidate, periods), baseline: settle(metric.baseline, seen), periods };
};

interface Past {
  readonly baseline: number[];
  readonly candidate: number[];
  readonly moments: Pick<Summary, 'points' | 'squares' | 'lag'>[];
}

const whole = ({ points, expected, mean }: Summary): boolean => points >= Math.max(1, neededShare * expected) && mean > 0;

const settled = (data: LevelData): Settled => settle(data);

/** Earlier pairs with enough points on both sides. */
const pastOf = (metric: LevelMetric): Past => {
  const past: Past = { baseline: [], candidate: [], moments: [] };
  for (const pair of metric.history) {
    const [candidate, baseline] = [settled(pair.candidate), settled(pair.baseline)];
    if (whole(candidate.summary) && whole(baseline.summary)) {
      past.candidate.push(Math.log(candidate.summary.mean));
      past.baseline.push(Math.log(baseline.summary.mean));
      const means = [candidate.summary.mean, baseline.summary.mean] as const;
      const paired = metric.concurrent === true ? [pairedMoments(candidate.data, baseline.data, means, candidate.data.values.length)] : [candidate.summary, baseline.summary];
      past.moments.push(...paired);
    }
  }
  return past;
};

const square = (value: number): number => value * value;
const larger = (a: Noise, b: Noise): Noise => ({ ...a, variance: Math.max(a.variance, b.variance), correlation: Math.max(a.correlation, b.correlation) });

/** The candidate's own noise is worth asking once it has enough points. */
const enoughOfItsOwn = 8;

const ownNoise = (metric: LevelMetric, { candidate, baseline, periods }: Sides): Noise =>
  metric.concurrent === true && candidate.summary.mean > 0 && baseline.summary.mean > 0
    ? noiseOf([pairedMoments(candidate.data, baseline.data, [candidate.summary.mean, baseline.summary.mean], periods)])
    : noiseOf([candidate.summary]);

const careful = (reference: Noise, own: Noise): Noise => (own.degrees + 1 >= enoughOfItsOwn ? larger(reference, own) : reference);

/** Both fixed and shrinking parts of the variance, with history. */
const withHistory = (prediction: Prediction, noise: Noise, careful: Noise, sides: Sides, full: number): Pick<Estimate, 'variance' | 'carefulVariance' | 'fixedVariance' | 'degrees'> => {
  const points = sides.candidate.summary.points;
  const fixed = Math.max(0, prediction.variance - varianceOfMean(noise, full));
  const within = varianceOfMean(noise, points);
  const variance = Math.max(prediction.variance, fixed + within);
  const degrees = square(variance) / (square(prediction.variance) / prediction.degrees + square(variance - prediction.variance) / Math.max(1, noise.degrees) || Infinity);
  return { variance, carefulVariance: Math.max(prediction.variance, fixed + varianceOfMean(careful, points)), fixedVariance: fixed, degrees: Math.max(1, degrees) };
};

/** Without history: noise within both windows, a usual difference between windows, and what a difference in traffic may do. */
const without = (metric: LevelMetric, noise: Noise, careful: Noise, { candidate, baseline }: Sides, traffic: number): Pick<Estimate, 'variance' | 'carefulVariance' | 'fixedVariance' | 'degrees'> => {
  const effect = metric.concurrent === true ? windowEffect.concurrent : windowEffect.apart;
  const across = metric.concurrent === true ? 0 : varianceOfMean(noise, baseline.summary.points);
  const fixed = 2 * square(effect) + across + square(trafficElasticity * traffic);
  const degrees = Math.max(1, noise.degrees * (1 - noise.correlation));
  const [points, part] = [candidate.summary.points, varianceOfMean(noise, candidate.summary.points)];
  return { variance: fixed + part, carefulVariance: fixed + varianceOfMean(careful, points), fixedVariance: fixed, degrees };
};

/** Levels under more than twice or less than half the traffic are not compared at face value. */
const mismatched = (traffic: number): boolean => Math.abs(traffic) > Math.log(2);

/**
 * Estimates the change of a level. Both means must be positive, or the candidate's zero.
 * @param traffic logarithm of the candidate's by the baseline's traffic; 0 where unknown.
 */
export const estimateLevel = (metric: LevelMetric, sides: Sides, traffic: number): Estimate => {
  const [c, b] = [sides.candidate.summary, sides.baseline.summary];
  const past = metric.history.length < fewestPairs ? undefined : pastOf(metric);
  const enough = past !== undefined && past.baseline.length >= fewestPairs;
  const own = ownNoise(metric, sides);
  const reference = enough ? noiseOf(past.moments) : metric.concurrent === true ? own : noiseOf([c, b]);
  const effect = metric.concurrent === true ? windowEffect.concurrent : windowEffect.apart;
  const full = metric.candidate.values.length;
  const prior = 2 * varianceOfMean(reference, full) + square(effect);
  const prediction = enough ? predict(past, Math.log(b.mean), prior) : undefined;
  const expected = prediction === undefined ? b.mean : Math.exp(prediction.expected);
  const sign = metric.direction === 'upper' ? 1 : -1;
  const both = careful(reference, own);
  const spread = prediction === undefined ? without(metric, reference, both, sides, traffic) : withHistory(prediction, reference, both, sides, full);
  return {
    ...spread,
    change: sign * logRatio(c.mean, expected),
    expected,
    noise: reference,
    pairs: past?.baseline.length ?? 0,
    ...(prediction === undefined ? {} : { band: prediction.band }),
    ...(prediction === undefined && mismatched(traffic) ? { mismatch: Math.exp(traffic) } : {}),
  };
};

