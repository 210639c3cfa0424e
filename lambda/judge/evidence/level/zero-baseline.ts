/**
 * A level whose baseline is zero: a percentage of nothing is nothing. Zero against zero passes; more than zero is
 * judged by `allowedPoints` where the metric has them, and else by a person.
 */
import type { LevelMetric } from '../case';
import { fewestPoints, neededShare } from '../constants';
import { tTail } from '../distributions/student-t';
import { nothing, type Evaluation } from '../evaluation';
import type { Look } from '../look';
import { nameOf } from '../words/level';
import { withUnit } from '../words/numbers';

import { noiseOf, varianceOfMean } from './noise';
import type { Sides } from './sides';

/** Probability that noise lifts a mean of `floor` to what is measured. */
const chanceAbove = ({ candidate: { summary } }: Sides, floor: number): number => {
  const noise = noiseOf([summary]);
  const deviation = summary.mean * Math.sqrt(varianceOfMean(noise, summary.points));
  if (summary.points < fewestPoints || summary.mean <= floor) {
    return 1;
  }
  return deviation > 0 ? tTail((summary.mean - floor) / deviation, Math.max(1, noise.degrees)) : 0;
};

const withinFloor = (metric: LevelMetric, mean: number, floor: number): string =>
  mean === 0
    ? `${nameOf(metric)} is 0, as is the baseline.`
    : `${nameOf(metric)} is ${withUnit(mean, metric.unit)}; up to ${withUnit(floor, metric.unit)} is allowed where the baseline is 0.`;

const beyondFloor = (metric: LevelMetric, mean: number, floor: number): string =>
  floor > 0
    ? `${nameOf(metric)} is ${withUnit(mean, metric.unit)} where the baseline is 0; ${withUnit(floor, metric.unit)} is allowed.`
    : `${nameOf(metric)} is ${withUnit(mean, metric.unit)} where the baseline is 0, and a percentage of 0 bounds nothing; give it a limit or allowed points.`;

/** The candidate has at least one point and the baseline's mean is 0. */
export const evaluateZeroBaseline = (metric: LevelMetric, sides: Sides, look: Look): Evaluation => {
  const { mean } = sides.candidate.summary;
  const floor = metric.allowedPoints ?? 0;
  const found = {
    candidate: mean,
    baseline: 0,
    limit: metric.direction === 'upper' ? floor : 0,
    changePercent: null,
    intervalPercent: null,
    excess: floor > 0 ? mean / floor : 0,
  };
  if (metric.direction === 'lower') {
    return nothing({
      ...found,
      verdict: 'inconclusive',
      reason: `${nameOf(metric)} is ${withUnit(mean, metric.unit)}, but the baseline is 0, which shows no level to keep; give it a limit.`,
    });
  }
  const whole = [sides.candidate.summary, sides.baseline.summary].every(({ points, expected }) => points >= neededShare * expected);
  const keeps = mean <= floor && whole;
  const reason = mean <= floor ? withinFloor(metric, mean, floor) : beyondFloor(metric, mean, floor);
  return {
    chance: floor > 0 && mean > floor && look.levels > 0 ? chanceAbove(sides, floor) / look.levels : Infinity,
    otherwise: keeps ? 'pass' : 'inconclusive',
    conclude: (verdict) => ({ ...found, verdict, reason }),
  };
};
