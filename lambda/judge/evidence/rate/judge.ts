/** A rate, from its counts to what is concluded: counts → reference → objective → verdict → sentence. */
import type { RateMetric } from '../case';
import { neededShare } from '../constants';
import { nothing, type Evaluation } from '../evaluation';
import { unmeasured, type Finding } from '../finding';
import { decidingLimit, keepsLimits, limitExcess, limitsOf } from '../limits';
import type { Terms } from '../terms';
import { nameOf } from '../words/level';
import { limitSentence } from '../words/limits';
import { measuredRate, missingForRate } from '../words/rate';
import { strictest } from '../strictest';
import { rateOf, type WindowCounts } from './counts';
import { logEvidenceBeyond } from './e-process';
import { harm } from './exact';
import { rateLackOf } from './needs';
import { rateMarginOf } from './objective';
import { expectedRate, referenceOf, type RatePast, type Reference } from './reference';
import { boundsOf, chanceOfRate, unlessProvenRate, type RateQuestion } from './verdict';

const few = ({ points, expected }: WindowCounts): boolean => points < Math.max(1, neededShare * expected);

const lacking = (metric: RateMetric, side: string, { points, expected, all }: WindowCounts): string =>
  points > 0 && all === 0
    ? `${nameOf(metric)} could not be judged: the ${side} had no requests.`
    : `${nameOf(metric)} could not be judged: the ${side} has ${points} of ${expected} points and ${Math.max(1, Math.ceil(neededShare * expected))} are needed.`;

/** Percent of the numerator's kind, from a share of bad events. */
const shown = (metric: RateMetric, share: number): number => 100 * (metric.direction === 'upper' ? share : 1 - share);

const changeOf = (candidate: number, baseline: number): number | null =>
  baseline === 0 ? null : (100 * (candidate - baseline)) / baseline;

/** Bounds of the difference, in percent of the baseline's rate. */
const intervalOf = (metric: RateMetric, question: RateQuestion, baseline: number): readonly [number, number] | null => {
  const expected = expectedRate(question.reference);
  const [low, high] = boundsOf(question).map((bound) => changeOf(shown(metric, Math.max(0, expected + bound)), baseline));
  return low === null || high === null || low === undefined || high === undefined ? null : [Math.min(low, high), Math.max(low, high)];
};

const wordsFor = (
  metric: RateMetric,
  question: RateQuestion,
  verdict: Finding['verdict'],
  numbers: { candidate: number; baseline: number; limit: number },
): string => {
  const { reference } = question;
  const said = measuredRate(metric, reference, numbers);
  return verdict === 'inconclusive' ? said + missingForRate(rateLackOf(question, metric.candidate.periodSeconds)) : said;
};

const fewOf = (metric: RateMetric, { candidate, baseline }: Reference): string | undefined =>
  few(candidate) ? lacking(metric, 'candidate', candidate) : few(baseline) ? lacking(metric, 'baseline', baseline) : undefined;

const byBaseline = (
  metric: RateMetric,
  allowedPercent: number,
  reference: Reference,
  past: RatePast | undefined,
  terms: Terms,
): Evaluation => {
  const { candidate, baseline } = reference;
  const rates = { candidate: shown(metric, rateOf(candidate)), baseline: shown(metric, rateOf(baseline)) };
  if (baseline.all === 0) {
    return nothing(unmeasured(lacking(metric, 'baseline', baseline), rates.candidate));
  }
  const margin = rateMarginOf(metric, allowedPercent, expectedRate(reference), terms.policy);
  const question: RateQuestion = { reference, past, margin, terms };
  const limit = Math.max(0, shown(metric, margin.allowed));
  const short = fewOf(metric, reference);
  return {
    chance: chanceOfRate(question),
    otherwise: short === undefined ? unlessProvenRate(question) : 'inconclusive',
    conclude: (verdict) => ({
      ...rates,
      limit,
      changePercent: changeOf(rates.candidate, rates.baseline),
      intervalPercent: intervalOf(metric, question, rates.baseline),
      excess: rateOf(candidate) / Math.max(margin.allowed, 1e-9),
      verdict,
      reason: short !== undefined && verdict !== 'fail' ? short : wordsFor(metric, question, verdict, { ...rates, limit }),
    }),
  };
};

/** Chance alone breaks the limit, by what may be looked at at any time; a limit of nothing is broken by one bad event. */
const everBeyond = ({ candidate, dispersion }: Reference, limitShare: number, { look }: Terms): number =>
  limitShare <= 0 || limitShare >= 1 || look.always === 0
    ? Infinity
    : Math.exp(-logEvidenceBeyond(candidate, limitShare, dispersion)) / look.always;

/** Probability that chance alone breaks the limit, by the look's budget; 0 at the end of the window, where what was measured counts. */
const chanceBeyond = (reference: Reference, limitShare: number, terms: Terms): number => {
  const { candidate, dispersion } = reference;
  if (terms.look.final) {
    return 0;
  }
  const now = terms.look.counts === 0 ? Infinity : harm(candidate, { bad: limitShare * 1e9, all: 1e9 }, 1, dispersion) / terms.look.counts;
  return Math.min(now, everBeyond(reference, limitShare, terms));
};

const byLimits = (metric: RateMetric, reference: Reference, terms: Terms): Evaluation | undefined => {
  const limits = limitsOf(metric);
  if (limits === undefined) {
    return undefined;
  }
  const { candidate } = reference;
  const value = shown(metric, rateOf(candidate));
  const limit = decidingLimit(value, limits);
  const found = { candidate: value, baseline: null, limit, changePercent: null, intervalPercent: null, excess: limitExcess(value, limits) };
  if (few(candidate)) {
    return nothing({ ...found, verdict: 'inconclusive', reason: lacking(metric, 'candidate', candidate) });
  }
  const said = limitSentence(nameOf(metric), value, limits, '%');
  const share = (limit ?? 0) / 100;
  const kept = keepsLimits(value, limits);
  return {
    chance: kept ? Infinity : chanceBeyond(reference, metric.direction === 'upper' ? share : 1 - share, terms),
    otherwise: kept ? 'pass' : 'inconclusive',
    conclude: (verdict) => ({
      ...found,
      verdict,
      reason: verdict === 'inconclusive' ? `${said} It is too early to call that more than chance.` : said,
    }),
  };
};

/** Evaluates a rate at a look. */
export const evaluateRate = (metric: RateMetric, past: RatePast | undefined, terms: Terms): Evaluation => {
  const reference = referenceOf(metric, past, terms.look);
  const { candidate } = reference;
  if (candidate.all === 0) {
    return nothing(unmeasured(lacking(metric, 'candidate', candidate)));
  }
  const limits = byLimits(metric, reference, terms);
  const relative = metric.allowedPercent === undefined ? undefined : byBaseline(metric, metric.allowedPercent, reference, past, terms);
  return (
    strictest(limits, relative) ??
    nothing(unmeasured(`${nameOf(metric)} has neither a margin nor a limit to be judged by.`, shown(metric, rateOf(candidate))))
  );
};
