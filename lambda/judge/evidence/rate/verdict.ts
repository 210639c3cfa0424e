/** Fourth rung for rates: more bad events than allowed, and is chance ruled out as their cause? */
import type { Terms } from '../terms';
import { difference } from './bounds';
import { rateOf, withoutWorst, type Counts, type WindowCounts } from './counts';
import { logEvidence } from './e-process';
import { harm } from './exact';
import type { RateMargin } from './objective';
import { expectedRate, quietReference, type RatePast, type Reference } from './reference';

export interface RateQuestion {
  readonly reference: Reference;
  readonly past: RatePast | undefined;
  readonly margin: RateMargin;
  readonly terms: Terms;
}

/** A burst of this many seconds must not reject a build by itself… */
const burstSeconds = 180;
/** …unless so large a share of everything fails that nobody would wait. */
const outage = 0.2;
/** Counts that vary this many times as much as chance come in bursts, and are also compared without them. */
export const bursty = 1.5;
const fewestQuiet = 8;

const exact = (reference: Reference, candidate: Counts): number => harm(candidate, reference.pooled, reference.ratio, reference.dispersion);

/** The e-process has a budget of its own, over all looks. */
const always = ({ reference, terms: { look } }: RateQuestion): number =>
  look.always > 0 && !look.final
    ? Math.exp(-logEvidence(reference.candidate, reference.baseline, reference.ratio, reference.dispersion)) / look.always
    : Infinity;

/** The exact test, its budget halved between the plain counts and those without bursts where failures come in bursts. */
const byCounts = ({ reference, past, terms: { look } }: RateQuestion, candidate: Counts): number => {
  if (look.counts === 0) {
    return Infinity;
  }
  const plain = exact(reference, candidate);
  if (reference.dispersion < bursty || reference.candidate.points < fewestQuiet) {
    return plain / look.counts;
  }
  const quiet = quietReference(reference, past);
  return (2 * Math.min(plain, exact(quiet, quiet.candidate))) / look.counts;
};

/** Periods that a burst may spoil. */
const burstIn = ({ periodSeconds }: WindowCounts): number => Math.max(1, Math.round(burstSeconds / periodSeconds));

/** Probability that a build that keeps its margin has this many failures, by the budget of the test that says so. */
export const chanceOfRate = (question: RateQuestion): number => {
  const { candidate } = question.reference;
  const rate = rateOf(candidate);
  if (rate <= question.margin.allowed) {
    return Infinity;
  }
  if (rate >= question.margin.allowed + outage) {
    return Math.min(byCounts(question, candidate), always(question));
  }
  const burst = burstIn(candidate);
  return candidate.points <= burst
    ? Infinity
    : Math.min(Math.max(byCounts(question, candidate), byCounts(question, withoutWorst(candidate, burst))), always(question));
};

const scaled = ({ bad, all }: Counts, by: number): Counts => ({ bad: bad / by, all: all / by });

/** Bounds of the candidate's rate minus the expected one. */
export const boundsOf = ({ reference, terms }: RateQuestion): readonly [number, number] => {
  const { believed, pooled, ratio, dispersion } = reference;
  return difference(
    scaled(believed, dispersion),
    scaled({ bad: Math.min(pooled.all, pooled.bad * ratio), all: pooled.all }, dispersion),
    terms.approve,
  );
};

/** Half an event is the grain of a count: one failure of eighty requests is not yet a rate of 1.25 %. */
const continuity = 0.5;

const isSafe = (question: RateQuestion): boolean => {
  const { reference, margin } = question;
  const { bad, all } = reference.believed;
  return bad - continuity <= margin.allowed * all && expectedRate(reference) + boundsOf(question)[1] < margin.critical;
};

/**
 * Bursty failures: safe if the rate without the bursts is, and the bursts were no worse than those of some earlier
 * window without a release.
 */
const isSafeBetweenBursts = (question: RateQuestion): boolean => {
  const { reference, past, margin } = question;
  if (past === undefined || reference.dispersion < bursty || reference.candidate.points < fewestQuiet) {
    return false;
  }
  const usual = Math.max(...past.candidates.map(rateOf), ...past.baselines.map((window) => rateOf(window) * reference.ratio));
  const quiet = quietReference(reference, past);
  const shift = margin.allowed - expectedRate(reference);
  const quietMargin = {
    ...margin,
    allowed: expectedRate(quiet) + shift,
    critical: expectedRate(quiet) + (margin.critical - expectedRate(reference)),
  };
  return rateOf(reference.candidate) <= usual && isSafe({ ...question, reference: quiet, margin: quietMargin });
};

/** What holds where a regression is not proven. */
export const unlessProvenRate = (question: RateQuestion): 'pass' | 'warning' | 'inconclusive' => {
  if (!isSafe(question) && !isSafeBetweenBursts(question)) {
    return 'inconclusive';
  }
  return rateOf(question.reference.candidate) > question.margin.warning ? 'warning' : 'pass';
};
