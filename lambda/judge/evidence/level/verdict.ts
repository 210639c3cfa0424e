/** Fourth rung for levels: is the change beyond the margin, and is noise ruled out as its cause? */
import { allowedUse, allowedUseEarly, fewestPoints } from '../constants';
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
  /** Points of the longest disturbance of an earlier window. */
  readonly longestDisturbance: number;
  readonly terms: Terms;
}

/** A rise of this many standard deviations is a trend: 3 to reject by it, 2.5 to withhold an approval. */
const risen = { reject: 3, withhold: 2.5 } as const;
const mostBeyond = 0.8;

/**
 * Probability that noise carries a build that is no worse this far. 1 where the margin is kept, and where noise may well
 * carry a build this far that uses up most of its margin.
 */
const chanceOf = ({ estimate: { degrees }, margin: { allowed }, terms }: Question, change: number, variance: number): number => {
  const deviation = Math.sqrt(variance);
  const beyondUse = change - allowedUse * allowed;
  const byUse = change <= allowed ? 1 : tTail(beyondUse / deviation, degrees);
  const most = terms.policy.falseRejects * (terms.look.final ? 1 : allowedUseEarly);
  return byUse > most ? 1 : tTail(change / deviation, degrees);
};

/** What lasts no longer than a disturbance of an earlier window did may be one. */
const mayBeDisturbance = ({ sides, longestDisturbance, terms }: Question): boolean =>
  !terms.look.final && sides.candidate.summary.points <= longestDisturbance;

/** What an inconclusive level lacks before the end: points, time, points beyond the limit, or only certainty. */
export type Lack = 'points' | 'length' | 'lasting' | 'certainty';

const isLasting = ({ direction, sides, margin, terms }: Question): boolean =>
  lasts(shareBeyond(sides.candidate.data, 0, sides.periods, margin.limit, direction), sides.candidate.summary.points, terms.look.final);

/** What keeps a look before the end from proving a regression, in the order in which `chanceByMean` asks. */
export const lackOf = (question: Question): Lack => {
  const { sides, estimate, margin } = question;
  if (sides.candidate.summary.points < fewestPoints) return 'points';
  if (estimate.change <= margin.allowed) return 'certainty';
  if (mayBeDisturbance(question)) return 'length';
  return isLasting(question) ? 'certainty' : 'lasting';
};

/**
 * The mean is beyond the margin, and it lasts: most points are beyond. Where they are not, only the candidate's own
 * noise, episodes and all, can rule out chance, and only at the end.
 */
const chanceByMean = (question: Question): number => {
  const { sides, estimate, margin, terms } = question;
  const { summary } = sides.candidate;
  if (summary.points < fewestPoints || estimate.change <= margin.allowed || mayBeDisturbance(question)) {
    return 1;
  }
  if (isLasting(question)) {
    return chanceOf(question, estimate.change, estimate.variance);
  }
  return terms.look.final ? chanceOf(question, estimate.change, estimate.carefulVariance) : 1;
};

const chanceByTrend = (question: Question): number => {
  const { trend } = question;
  return trend === undefined || trend.rise <= risen.reject || trend.beyond < mostBeyond
    ? 1
    : chanceOf(question, trend.change, trend.variance);
};

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

/**
 * The change up to which a level is approved: inside its margin, and nearer to no change than to a critical one. Infinity
 * under `proof: strict`, where the proof alone decides.
 */
export const approvedUpTo = ({ margin, terms }: Question): number =>
  terms.policy.proof === 'strict' ? Infinity : Math.min(margin.allowed, margin.critical / 2);

/** Worse than critical is ruled out, and the change is nearer to none. */
const isSafe = (question: Question): boolean => {
  const { estimate, margin, terms } = question;
  const upper = estimate.change + missingBias(question) + tQuantile(terms.approve, estimate.degrees) * Math.sqrt(estimate.carefulVariance);
  return estimate.change <= approvedUpTo(question) && upper < margin.critical;
};

/** What holds where a regression is not proven. */
export const unlessProven = (question: Question): 'pass' | 'warning' | 'inconclusive' => {
  if (isLeaking(question) || !isSafe(question)) {
    return 'inconclusive';
  }
  return question.estimate.change > question.margin.warning ? 'warning' : 'pass';
};
