/** A rate, from its counts to what is concluded: counts → reference → objective → verdict → sentence. */
import type { RateMetric } from '../case';
import { neededShare } from '../constants';
import { unmeasured, type Finding } from '../finding';
import { decidingLimit, keepsLimits, limitExcess, limitsOf } from '../limits';
import type { Terms } from '../terms';
import { nameOf } from '../words/level';
import { limitSentence } from '../words/limits';
import { measuredRate, missingForRate } from '../words/rate';
import { worse } from '../worse';
import { rateOf, type WindowCounts } from './counts';
import { harm } from './exact';
import { eventsMissing } from './needs';
import { rateMarginOf } from './objective';
import { expectedRate, referenceOf, type Reference } from './reference';
import { answerRate, boundsOf, type RateQuestion } from './verdict';

const few = ({ points, expected }: WindowCounts): boolean => points < Math.max(1, neededShare * expected);

const lacking = (metric: RateMetric, side: string, { points, expected, all }: WindowCounts): string =>
  points > 0 && all === 0
    ? `${nameOf(metric)} could not be judged: the ${side} had no requests.`
    : `${nameOf(metric)} could not be judged: the ${side} has ${points} of ${expected} points and ${Math.max(1, Math.ceil(neededShare * expected))} are needed.`;

/** Percent of the numerator's kind, from a share of bad events. */
const shown = (metric: RateMetric, share: number): number => 100 * (metric.direction === 'upper' ? share : 1 - share);

const changeOf = (candidate: number, baseline: number): number | null => (baseline === 0 ? null : (100 * (candidate - baseline)) / baseline);

/** Bounds of the difference, in percent of the baseline's rate. */
const intervalOf = (metric: RateMetric, question: RateQuestion, baseline: number): readonly [number, number] | null => {
  const expected = expectedRate(question.reference);
  const [low, high] = boundsOf(question).map((bound) => changeOf(shown(metric, Math.max(0, expected + bound)), baseline));
  return low === null || high === null || low === undefined || high === undefined ? null : [Math.min(low, high), Math.max(low, high)];
};

const wordsFor = (metric: RateMetric, question: RateQuestion, verdict: Finding['verdict'], numbers: { candidate: number; baseline: number; limit: number }): string => {
  const { reference } = question;
  const said = measuredRate(metric, reference, numbers);
  const seconds = reference.candidate.points * metric.candidate.periodSeconds;
  return verdict === 'inconclusive' ? said + missingForRate(eventsMissing(question), seconds > 0 ? reference.candidate.all / seconds : 0) : said;
};

const byBaseline = (metric: RateMetric, allowedPercent: number, reference: Reference, { look, policy, tails }: Terms): Finding => {
  const { candidate, baseline } = reference;
  const rates = { candidate: shown(metric, rateOf(candidate)), baseline: shown(metric, rateOf(baseline)) };
  if (baseline.all === 0) {
    return unmeasured(lacking(metric, 'baseline', baseline), rates.candidate);
  }
  const margin = rateMarginOf(metric, allowedPercent, expectedRate(reference), policy);
  const question: RateQuestion = { reference, margin, look, tails };
  const limit = Math.max(0, shown(metric, margin.allowed));
  const verdict = answerRate(question);
  const found = { ...rates, limit, changePercent: changeOf(rates.candidate, rates.baseline), intervalPercent: intervalOf(metric, question, rates.baseline), excess: rateOf(candidate) / Math.max(margin.allowed, 1e-9) };
  const short = few(candidate) ? lacking(metric, 'candidate', candidate) : few(baseline) ? lacking(metric, 'baseline', baseline) : undefined;
  return short !== undefined && verdict !== 'fail' ? { ...found, verdict: 'inconclusive', reason: short } : { ...found, verdict, reason: wordsFor(metric, question, verdict, { ...rates, limit }) };
};

/** Before the end of the window, a limit rejects only what is beyond it by more than chance. */
const provenBeyond = ({ candidate, dispersion }: Reference, limitShare: number, { look, tails }: Terms): boolean =>
  look.final || harm(candidate, { bad: limitShare * 1e9, all: 1e9 }, 1, dispersion) < tails.counts;

const byLimits = (metric: RateMetric, reference: Reference, terms: Terms): Finding | undefined => {
  const limits = limitsOf(metric);
  if (limits === undefined) {
    return undefined;
  }
  const { candidate } = reference;
  const value = shown(metric, rateOf(candidate));
  const limit = decidingLimit(value, limits);
  const found = { candidate: value, baseline: null, limit, changePercent: null, intervalPercent: null, excess: limitExcess(value, limits) };
  const said = limitSentence(nameOf(metric), value, limits, '%');
  if (few(candidate)) {
    return { ...found, verdict: 'inconclusive', reason: lacking(metric, 'candidate', candidate) };
  }
  if (keepsLimits(value, limits)) {
    return { ...found, verdict: 'pass', reason: said };
  }
  const share = (limit ?? 0) / 100;
  const proven = provenBeyond(reference, metric.direction === 'upper' ? share : 1 - share, terms);
  return proven ? { ...found, verdict: 'fail', reason: said } : { ...found, verdict: 'inconclusive', reason: `${said} It is too early to call that more than chance.` };
};

/** Judges a rate at a look. */
export const judgeRate = (metric: RateMetric, terms: Terms): Finding => {
  const reference = referenceOf(metric, terms.look);
  const { candidate } = reference;
  if (candidate.all === 0) {
    return unmeasured(lacking(metric, 'candidate', candidate));
  }
  const limits = byLimits(metric, reference, terms);
  const relative = metric.allowedPercent === undefined ? undefined : byBaseline(metric, metric.allowedPercent, reference, terms);
  if (limits !== undefined && relative !== undefined) {
    return worse(limits, relative);
  }
  return limits ?? relative ?? { ...unmeasured(`${nameOf(metric)} has neither a margin nor a limit to be judged by.`), candidate: shown(metric, rateOf(candidate)) };
};
