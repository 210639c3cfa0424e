/** Fourth rung for rates: more bad events than allowed, and is chance ruled out as their cause? */
import { shareOfMargin } from '../constants';
import type { Look } from '../look';
import type { Tails } from '../tails';
import type { VerdictName } from '../../verdict';
import { difference } from './bounds';
import { rateOf, withoutWorst, type Counts } from './counts';
import { logEvidence } from './e-process';
import { harm } from './exact';
import type { RateMargin } from './objective';
import { expectedRate, type Reference } from './reference';

export interface RateQuestion {
  readonly reference: Reference;
  readonly margin: RateMargin;
  readonly look: Look;
  readonly tails: Tails;
}

/** A burst of this many periods must not reject a build by itself… */
const burst = 3;
/** …unless so large a share of everything fails that nobody would wait. */
const outage = 0.2;

/** Chance must not explain the counts at this many times the expected rate either. */
const toleratedRatio = ({ reference, margin }: RateQuestion): number => {
  const expected = expectedRate(reference);
  return expected > 0 ? Math.min(2, 1 + shareOfMargin * (margin.allowed / expected - 1)) : 1;
};

const unlikely = (question: RateQuestion, candidate: Counts): boolean => {
  const { reference, look, tails } = question;
  const ratio = reference.ratio * toleratedRatio(question);
  if (harm(candidate, reference.pooled, ratio, reference.dispersion) < tails.counts) {
    return true;
  }
  return !look.final && tails.always > 0 && logEvidence(reference.candidate, reference.baseline, reference.ratio, reference.dispersion) >= -Math.log(tails.always);
};

const proven = (question: RateQuestion): boolean => {
  const { reference, margin } = question;
  const { candidate } = reference;
  const rate = rateOf(candidate);
  if (rate <= margin.allowed || !unlikely(question, candidate)) {
    return false;
  }
  return rate >= margin.allowed + outage || (candidate.points > burst && unlikely(question, withoutWorst(candidate, burst)));
};

const scaled = ({ bad, all }: Counts, by: number): Counts => ({ bad: bad / by, all: all / by });

/** Bounds of the candidate's rate minus the expected one. */
export const boundsOf = ({ reference, tails }: RateQuestion): readonly [number, number] => {
  const { believed, pooled, ratio, dispersion } = reference;
  return difference(scaled(believed, dispersion), scaled({ bad: Math.min(pooled.all, pooled.bad * ratio), all: pooled.all }, dispersion), tails.approve);
};

const safe = (question: RateQuestion): boolean => {
  const { reference, margin } = question;
  return rateOf(reference.believed) <= margin.allowed && expectedRate(reference) + boundsOf(question)[1] < margin.critical;
};

/** Three ways, or a warning where the rate is allowed but beyond the warning band. */
export const answerRate = (question: RateQuestion): VerdictName => {
  if (proven(question)) {
    return 'fail';
  }
  if (!safe(question)) {
    return 'inconclusive';
  }
  return rateOf(question.reference.candidate) > question.margin.warning ? 'warning' : 'pass';
};
