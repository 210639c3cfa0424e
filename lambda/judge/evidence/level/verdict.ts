/** Fourth rung for levels: is the change beyond the margin, and is noise ruled out as its cause? */
import type { Policy } from '../case';
import { fewestPoints, shareOfMargin } from '../constants';
import { tQuantile } from '../distributions/student-t';
import type { Look } from '../look';
import type { Tails } from '../tails';
import type { VerdictName } from '../../verdict';
import type { Estimate, Sides } from './estimate';
import type { Margin } from './objective';
import { neededBeyond, shareBeyond } from './persistence';
import type { Trend } from './trend';

export interface Question {
  readonly direction: 'upper' | 'lower';
  readonly sides: Sides;
  readonly estimate: Estimate;
  readonly margin: Margin;
  readonly trend: Trend | undefined;
  readonly look: Look;
  readonly policy: Policy;
  readonly tails: Tails;
}

export type LevelAnswer = { readonly verdict: VerdictName; readonly why: 'mean' | 'trend' };

/** A rise of this many standard deviations is a trend: 3 to reject by it, 2 to withhold an approval. */
const risen = { reject: 3, withhold: 2 } as const;

const beyondNoise = (change: number, allowed: number, variance: number, quantile: number): boolean =>
  change > allowed && change - shareOfMargin * allowed > quantile * Math.sqrt(variance);

/**
 * The mean is beyond the margin by more than noise, and it lasts: most points are beyond, or the candidate's own
 * noise, episodes and all, does not explain it either.
 */
const provenByMean = ({ direction, sides, estimate, margin, look, tails }: Question): boolean => {
  const { summary, data } = sides.candidate;
  const quantile = tQuantile(tails.levels, estimate.degrees);
  if (summary.points < fewestPoints || !beyondNoise(estimate.change, margin.allowed, estimate.variance, quantile)) {
    return false;
  }
  if (shareBeyond(data, 0, sides.periods, margin.limit, direction) >= neededBeyond(summary.points, look.final)) {
    return true;
  }
  return look.final && beyondNoise(estimate.change, margin.allowed, estimate.carefulVariance, quantile);
};

const mostBeyond = 0.8;

const provenByTrend = ({ estimate, margin, trend, tails }: Question): boolean =>
  trend !== undefined &&
  trend.rise > risen.reject &&
  trend.beyond >= mostBeyond &&
  beyondNoise(trend.change, margin.allowed, trend.variance, tQuantile(tails.levels, estimate.degrees));

const leaking = ({ margin, trend }: Question): boolean => trend !== undefined && trend.rise > risen.withhold && trend.change > margin.allowed;

/** Missing minutes are not lost at random: those that overload lost are the slow ones. One deviation of theirs is added. */
const missingBias = ({ sides, estimate }: Question): number => {
  const lost = ({ points, expected }: { points: number; expected: number }): number => (expected === 0 ? 1 : 1 - points / expected);
  const more = lost(sides.candidate.summary) - lost(sides.baseline.summary);
  return more > 0.1 ? more * Math.sqrt(estimate.noise.variance) : 0;
};

/** Worse than critical is ruled out, and the estimate itself keeps the margin. */
const safe = (question: Question): boolean => {
  const { estimate, margin, tails } = question;
  const upper = estimate.change + missingBias(question) + tQuantile(tails.approve, estimate.degrees) * Math.sqrt(estimate.carefulVariance);
  return estimate.change <= margin.allowed && upper < margin.critical;
};

/** Three ways, or a warning where the change is inside the margin but beyond the warning band. */
export const answerLevel = (question: Question): LevelAnswer => {
  if (provenByMean(question)) {
    return { verdict: 'fail', why: 'mean' };
  }
  if (provenByTrend(question)) {
    return { verdict: 'fail', why: 'trend' };
  }
  if (leaking(question)) {
    return { verdict: 'inconclusive', why: 'trend' };
  }
  if (!safe(question)) {
    return { verdict: 'inconclusive', why: 'mean' };
  }
  return { verdict: question.estimate.change > question.margin.warning ? 'warning' : 'pass', why: 'mean' };
};
