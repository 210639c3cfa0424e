/** Fourth rung for levels: is the change beyond the margin, and is noise ruled out as its cause? */
import { fewestPoints, shareOfMargin } from '../constants';
import { tQuantile, tTail } from '../distributions/student-t';
import type { Terms } from '../terms';
import type { Estimate } from './estimate';
import type { Margin } from './objective';
import { lasts, shareBeyond } from './persistence';
import type { Sides } from './sides';
import type { Trend } from './trend';

export interface Question {
  readonly direction: 'upper' | 'lower';
  readonly sides: Sides;
  readonly estimate: Estimate;
  readonly margin: Margin;
  readonly trend: Trend | undefined;
  readonly terms: Terms;
}

/** A rise of this many standard deviations is a trend: 3 to reject by it, 2.5 to withhold an approval. */
const risen = { reject: 3, withhold: 2.5 } as const;
const mostBeyond = 0.8;

/** Probability that noise carries a build within its share of the margin this far; 1 where the margin is kept. */
const chanceOf = (change: number, allowed: number, variance: number, degrees: number): number =>
  change <= allowed ? 1 : tTail((change - shareOfMargin * allowed) / Math.sqrt(variance), degrees);

/**
 * The mean is beyond the margin, and it lasts: most points are beyond. Where they are not, only the candidate's own
 * noise, episodes and all, can rule out chance, and only at the end.
 */
const chanceByMean = ({ direction, sides, estimate, margin, terms }: Question): number => {
  const { summary, data } = sides.candidate;
  if (summary.points < fewestPoints || estimate.change <= margin.allowed) {
    return 1;
  }
  if (lasts(shareBeyond(data, 0, sides.periods, margin.limit, direction), summary.points, terms.look.final)) {
    return chanceOf(estimate.change, margin.allowed, estimate.variance, estimate.degrees);
  }
  return terms.look.final ? chanceOf(estimate.change, margin.allowed, estimate.carefulVariance, estimate.degrees) : 1;
};

const chanceByTrend = ({ estimate, margin, trend }: Question): number =>
  trend === undefined || trend.rise <= risen.reject || trend.beyond < mostBeyond
    ? 1
    : chanceOf(trend.change, margin.allowed, trend.variance, estimate.degrees);

/** Probability that a build that keeps its margin shows this, and whether the end of the window tells it rather than the mean. */
export const chanceOfLevel = (question: Question): { readonly chance: number; readonly byTrend: boolean } => {
  const [mean, trend] = [chanceByMean(question), chanceByTrend(question)];
  return { chance: Math.min(mean, trend), byTrend: trend < mean };
};

/** The window ends beyond the margin and is rising. */
export const isLeaking = ({ margin, trend }: Question): boolean =>
  trend !== undefined && trend.rise > risen.withhold && trend.change > margin.allowed;

/** Missing minutes are not lost at random: those that overload lost are the slow ones. One deviation of theirs is added. */
const missingBias = ({ sides, estimate }: Question): number => {
  const lost = ({ points, expected }: { points: number; expected: number }): number => (expected === 0 ? 1 : 1 - points / expected);
  const more = lost(sides.candidate.summary) - lost(sides.baseline.summary);
  return more > 0.1 ? more * Math.sqrt(estimate.noise.variance) : 0;
};

/** Worse than critical is ruled out, and the estimate itself keeps the margin. */
const isSafe = (question: Question): boolean => {
  const { estimate, margin, terms } = question;
  const upper = estimate.change + missingBias(question) + tQuantile(terms.approve, estimate.degrees) * Math.sqrt(estimate.carefulVariance);
  return estimate.change <= margin.allowed && upper < margin.critical;
};

/** What holds where a regression is not proven. */
export const unlessProven = (question: Question): 'pass' | 'warning' | 'inconclusive' => {
  if (isLeaking(question) || !isSafe(question)) {
    return 'inconclusive';
  }
  return question.estimate.change > question.margin.warning ? 'warning' : 'pass';
};
