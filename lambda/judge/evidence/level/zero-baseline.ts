/**
 * A level whose baseline is zero: a percentage of nothing is nothing. Zero against zero passes; more than zero is
 * judged by `allowedPoints` where the metric has them, and else by a person.
 */
import type { LevelMetric } from '../case';
import { fewestPoints, neededShare } from '../constants';
import { tQuantile } from '../distributions/student-t';
import type { Finding } from '../finding';
import type { Tails } from '../tails';
import { nameOf } from '../words/level';
import { withUnit } from '../words/numbers';
import type { Sides } from './estimate';
import { noiseOf, varianceOfMean } from './noise';

const provenAbove = (sides: Sides, floor: number, tails: Tails): boolean => {
  const { summary } = sides.candidate;
  const noise = noiseOf([summary]);
  const deviation = summary.mean * Math.sqrt(varianceOfMean(noise, summary.points));
  return summary.points >= fewestPoints && summary.mean - floor > tQuantile(tails.levels, Math.max(1, noise.degrees)) * deviation;
};

/** The candidate has at least one point and the baseline's mean is 0. */
export const judgeZeroBaseline = (metric: LevelMetric, sides: Sides, tails: Tails): Finding => {
  const { summary } = sides.candidate;
  const shown = withUnit(summary.mean, metric.unit);
  const floor = metric.allowedPoints ?? 0;
  const found = { candidate: summary.mean, baseline: 0, limit: metric.direction === 'upper' ? floor : 0, changePercent: null, intervalPercent: null, excess: 0 };
  const whole = [summary, sides.baseline.summary].every(({ points, expected }) => points >= neededShare * expected);
  if (metric.direction === 'lower') {
    return { ...found, verdict: 'inconclusive', reason: `${nameOf(metric)} is ${shown}, but the baseline is 0, which shows no level to keep; give it a limit.` };
  }
  if (summary.mean <= floor && whole) {
    const said = summary.mean === 0 ? `${nameOf(metric)} is 0, as is the baseline.` : `${nameOf(metric)} is ${shown}; up to ${withUnit(floor, metric.unit)} is allowed where the baseline is 0.`;
    return { ...found, verdict: 'pass', reason: said };
  }
  if (floor > 0 && provenAbove(sides, floor, tails)) {
    return { ...found, verdict: 'fail', excess: summary.mean / floor, reason: `${nameOf(metric)} is ${shown} where the baseline is 0; ${withUnit(floor, metric.unit)} is allowed.` };
  }
  return { ...found, verdict: 'inconclusive', reason: `${nameOf(metric)} is ${shown} where the baseline is 0, and a percentage of 0 bounds nothing; give it a limit or allowed points.` };
};
