/** Second rung for levels: by how much the candidate differs from what it should be, and how uncertain that is. */
import type { LevelMetric } from '../case';
import { dayEffect, trafficElasticity, windowEffect } from '../constants';
import { predict, type Prediction } from './history';
import { noiseOf, varianceOfMean, type Noise } from './noise';
import { pairedMoments } from './paired-noise';
import type { Past } from './past';
import type { Sides } from './sides';

/** Logarithmic differences; positive is worse in either direction of the metric. */
export interface Estimate {
  readonly change: number;
  /** Variance under the assumption that the candidate is as noisy as its references; used to reject. */
  readonly variance: number;
  /** The same with the candidate's own noise where that is clearly greater; used to approve. */
  readonly carefulVariance: number;
  /** The part of `variance` that no longer window makes smaller. */
  readonly fixedVariance: number;
  readonly degrees: number;
  /** What the candidate should be, in the metric's unit. */
  readonly expected: number;
  /** Noise of the candidate's points. */
  readonly noise: Noise;
  /** Usable earlier comparisons. */
  readonly pairs: number;
  /** How earlier pairs varied, as logarithms in the metric's own direction. */
  readonly band?: readonly [number, number];
  /** Candidate's by baseline's traffic, where it differs so much that levels do not compare and no history tells how. */
  readonly mismatch?: number;
}

type Spread = Pick<Estimate, 'variance' | 'carefulVariance' | 'fixedVariance' | 'degrees'>;

/** No ratio is taken for more than a million: zero has no logarithm. */
const mostLog = Math.log(1e6);
const logRatio = (a: number, b: number): number => (a === b ? 0 : Math.max(-mostLog, Math.min(mostLog, Math.log(a) - Math.log(b))));

const square = (value: number): number => value * value;

/** The candidate's own noise is worth asking once it has this many points… */
const enoughOfItsOwn = 8;
/** …and is believed where its mean varies this many times as much: less is luck. */
const clearlyNoisier = 2;

/** Variance of the mean to approve by. @param reference that of the references' noise. */
const carefulOf = (reference: number, own: Noise, points: number): number => {
  const ofOwn = points >= enoughOfItsOwn ? varianceOfMean(own, points) : 0;
  return ofOwn > clearlyNoisier * reference ? ofOwn : reference;
};

const ownNoise = (metric: LevelMetric, { candidate, baseline, periods }: Sides): Noise =>
  metric.concurrent === true && candidate.summary.mean > 0
    ? noiseOf([pairedMoments(candidate.data, baseline.data, [candidate.summary.mean, baseline.summary.mean], periods)])
    : noiseOf([candidate.summary]);

/** Variance of the candidate's mean: over a whole window, over the points there are, and that to approve by. */
interface Parts {
  readonly atEnd: number;
  readonly now: number;
  readonly careful: number;
}

/** With history: the prediction's variance over a whole window, and what a shorter one adds to it. */
const withHistory = (prediction: Prediction, noise: Noise, { atEnd, now, careful }: Parts): Spread => {
  const fixed = Math.max(0, prediction.variance - atEnd);
  const variance = Math.max(prediction.variance, fixed + now);
  const inexact = square(prediction.variance) / prediction.degrees + square(variance - prediction.variance) / Math.max(1, noise.degrees);
  const carefulVariance = Math.max(variance, fixed + careful);
  return {
    variance,
    carefulVariance,
    fixedVariance: fixed,
    degrees: inexact > 0 ? Math.max(1, square(variance) / inexact) : prediction.degrees,
  };
};

/** Without: noise within both windows, a usual difference between windows, and what a difference in traffic may do. */
const withoutHistory = (metric: LevelMetric, noise: Noise, { now, careful }: Omit<Parts, 'atEnd'>, across: number, traffic: number): Spread => {
  const effect = metric.concurrent === true ? windowEffect.concurrent : windowEffect.apart;
  const fixed = 2 * square(effect) + across + square(trafficElasticity * traffic);
  const degrees = Math.max(1, noise.degrees * (1 - noise.correlation));
  return {
    variance: fixed + now,
    carefulVariance: fixed + careful,
    fixedVariance: fixed,
    degrees,
  };
};

/** Levels under more than twice or less than half the traffic are not compared at face value. */
const mismatched = (traffic: number): boolean => Math.abs(traffic) > Math.log(2);

/**
 * Variance that is expected of the difference to the prediction: of a baseline that tells little (a slope near 0), neither
 * its noise nor its day reaches the prediction, but the candidate's day does.
 */
const expectedVariance = (metric: LevelMetric, past: Past, full: number, atEnd: number): ((slope: number) => number) => {
  const concurrent = metric.concurrent === true;
  const effect = square(concurrent ? windowEffect.concurrent : windowEffect.apart);
  const own = atEnd + effect;
  const baselines = (concurrent ? 0 : varianceOfMean(past.baselineNoise, full)) + effect;
  return (slope) => own + square(slope) * baselines + square((1 - slope) * dayEffect);
};

const fromPast = (metric: LevelMetric, sides: Sides, past: Past): Estimate | undefined => {
  const { candidate, baseline } = sides;
  const full = metric.candidate.values.length;
  const atEnd = varianceOfMean(past.candidateNoise, full);
  const prediction = predict(past, Math.log(baseline.summary.mean), expectedVariance(metric, past, full, atEnd));
  if (prediction === undefined) {
    return undefined;
  }
  const { points } = candidate.summary;
  const expected = Math.exp(prediction.expected);
  const now = points === full ? atEnd : varianceOfMean(past.candidateNoise, points);
  const parts = { atEnd, now, careful: carefulOf(now, ownNoise(metric, sides), points) };
  const change = (metric.direction === 'upper' ? 1 : -1) * logRatio(candidate.summary.mean, expected);
  const { variance, carefulVariance, fixedVariance, degrees } = withHistory(prediction, past.candidateNoise, parts);
  return {
    change,
    variance,
    carefulVariance,
    fixedVariance,
    degrees,
    expected,
    noise: past.candidateNoise,
    pairs: past.baseline.length,
    band: prediction.band,
  };
};

/** Two windows with about the same traffic share their noise; with different traffic each has its own. */
const referenceNoise = (metric: LevelMetric, { candidate, baseline }: Sides, own: Noise, traffic: number): Noise => {
  if (metric.concurrent === true || mismatched(traffic)) {
    return own.degrees > 0 ? own : noiseOf([baseline.summary]);
  }
  return noiseOf([candidate.summary, baseline.summary]);
};

const fromBaseline = (metric: LevelMetric, sides: Sides, traffic: number): Estimate => {
  const { candidate, baseline } = sides;
  const own = ownNoise(metric, sides);
  const reference = referenceNoise(metric, sides, own, traffic);
  const { points } = candidate.summary;
  const now = varianceOfMean(reference, points);
  const across = metric.concurrent === true ? 0 : varianceOfMean(noiseOf([baseline.summary]), baseline.summary.points);
  const expected = baseline.summary.mean;
  return {
    ...withoutHistory(metric, reference, { now, careful: carefulOf(now, own, points) }, across, traffic),
    change: (metric.direction === 'upper' ? 1 : -1) * logRatio(candidate.summary.mean, expected),
    expected,
    noise: reference,
    pairs: 0,
    ...(mismatched(traffic) ? { mismatch: Math.exp(traffic) } : {}),
  };
};

/**
 * Estimates the change of a level whose baseline is positive.
 * @param traffic logarithm of the candidate's by the baseline's traffic; 0 where unknown.
 */
export const estimateLevel = (metric: LevelMetric, sides: Sides, past: Past | undefined, traffic: number): Estimate =>
  (past === undefined ? undefined : fromPast(metric, sides, past)) ?? fromBaseline(metric, sides, traffic);
