/** A level metric, from its series to what it says: summary → estimate → objective → verdict → sentence. */
import type { LevelMetric } from '../case';
import { neededShare } from '../constants';
import { tQuantile } from '../distributions/student-t';
import { nothing, type Evaluation } from '../evaluation';
import { unmeasured, type Finding } from '../finding';
import type { Terms } from '../terms';
import { betweenLevel, lackingLevel, measuredLevel, missingForLevel, missingYet, nameOf, quieterPart, risingLevel } from '../words/level';
import { percentOfLog } from '../words/numbers';
import { strictest } from '../strictest';
import { estimateLevel, type Estimate } from './estimate';
import { evaluateLimits } from './limits';
import { secondsMissing } from './needs';
import { marginOf } from './objective';
import type { LevelPast, Past } from './past';
import { fewestForQuieter, quieter, scattersWidely } from './quieter';
import { sidesOf, type Sides } from './sides';
import type { Summary } from './summary';
import { trendOf } from './trend';
import { approvedUpTo, chanceOfLevel, isLeaking, lackOf, unlessProven, type Question } from './verdict';
import { evaluateZeroBaseline } from './zero-baseline';

const tooFew = ({ points, expected }: Summary): boolean => points < Math.max(1, neededShare * expected);

/** The interval in percent of the baseline, so that it holds the change that people compute by hand. */
const intervalOf = (change: number, { degrees, carefulVariance }: Estimate, tail: number): readonly [number, number] => {
  const reach = tQuantile(tail, degrees) * Math.sqrt(carefulVariance);
  return [percentOfLog(change - reach), percentOfLog(change + reach)];
};

const numbersOf = ({ sides, estimate, margin, terms }: Question): Omit<Finding, 'verdict' | 'reason'> => {
  const [candidate, baseline] = [sides.candidate.summary.mean, sides.baseline.summary.mean];
  return {
    candidate,
    baseline,
    limit: margin.limit,
    changePercent: (100 * (candidate - baseline)) / baseline,
    intervalPercent: candidate > 0 ? intervalOf(Math.log(candidate / baseline), estimate, terms.approve) : null,
    excess: estimate.change > 0 ? estimate.change / Math.max(margin.allowed, 0.01) : 0,
  };
};

/** Inside the margin, but beyond what is approved: there a smaller uncertainty decides nothing. */
const isBetween = (question: Question): boolean =>
  question.estimate.change <= question.margin.allowed && question.estimate.change > approvedUpTo(question);

const missing = (metric: LevelMetric, question: Question, changePercent: number): string => {
  const seconds = secondsMissing(question, metric.candidate.periodSeconds);
  if (question.terms.look.final) {
    return isBetween(question)
      ? betweenLevel(question.direction, approvedUpTo(question))
      : missingForLevel(metric, seconds, question.estimate, changePercent);
  }
  const lack = lackOf(question);
  return lack === 'certainty' && seconds !== undefined && !isBetween(question)
    ? missingForLevel(metric, seconds, question.estimate, changePercent)
    : missingYet(lack, changePercent);
};

const wordsFor = (
  metric: LevelMetric,
  question: Question,
  verdict: Finding['verdict'],
  byTrend: boolean,
  changePercent: number,
): string => {
  const { sides, estimate, margin } = question;
  const said = measuredLevel(metric, sides, estimate, margin.limit, changePercent);
  if (question.trend !== undefined && (verdict === 'fail' ? byTrend : verdict === 'inconclusive' && isLeaking(question))) {
    return said + risingLevel(metric.direction, question.trend.change, verdict === 'fail');
  }
  return verdict === 'inconclusive' ? said + missing(metric, question, changePercent) : said;
};

const evaluate = (metric: LevelMetric, question: Question, ofQuieter = false): Evaluation => {
  const {
    sides,
    terms: { look },
  } = question;
  const { chance, byTrend } = chanceOfLevel(question);
  const few = tooFew(sides.candidate.summary)
    ? lackingLevel(metric, 'candidate', sides.candidate.summary)
    : tooFew(sides.baseline.summary)
      ? lackingLevel(metric, 'baseline', sides.baseline.summary)
      : undefined;
  return {
    chance: look.levels > 0 && chance < 1 ? chance / look.levels : Infinity,
    otherwise: few === undefined ? unlessProven(question) : 'inconclusive',
    conclude: (verdict) => {
      const numbers = numbersOf(question);
      const reason =
        few !== undefined && verdict !== 'fail' ? few : wordsFor(metric, question, verdict, byTrend, numbers.changePercent ?? 0);
      const told = ofQuieter && few === undefined ? reason + quieterPart : reason;
      return { ...numbers, verdict, reason: told };
    },
  };
};

/** The mean may still object to what the quieter part approves: where it is beyond the margin by more than this many deviations. */
const objection = 1.28;

/** Where the quieter part of the window is more certain than its mean, it decides, unless the mean clearly disagrees. */
const byQuieter = (byMean: Evaluation, { estimate, margin }: Question, quiet: Evaluation): Evaluation => {
  const objects = estimate.change - margin.allowed > objection * Math.sqrt(estimate.carefulVariance);
  return objects && quiet.otherwise !== 'inconclusive' ? { ...byMean, chance: quiet.chance } : quiet;
};

interface Reasoning {
  readonly metric: LevelMetric;
  readonly allowedPercent: number;
  readonly past: LevelPast;
  readonly terms: Terms;
}

const questionOf = ({ metric, allowedPercent, past, terms }: Reasoning, sides: Sides, reading: Past | undefined): Question => {
  const estimate = estimateLevel(metric, sides, reading, terms.traffic);
  const margin = marginOf(metric, allowedPercent, estimate.expected, terms.policy);
  return {
    direction: metric.direction,
    sides,
    estimate,
    margin,
    trend: trendOf(metric, sides, estimate, margin.limit, past.rise),
    longestDisturbance: reading?.longestDisturbance ?? 0,
    terms,
  };
};

const isUnsure = ({ estimate, terms: { look } }: Question): boolean =>
  scattersWidely(estimate.noise.variance) || (look.final && estimate.carefulVariance > estimate.variance);

/** The baseline has a level to compare with. */
const byLevel = (reasoning: Reasoning, sides: Sides): Evaluation => {
  const { metric, past, terms } = reasoning;
  const question = questionOf(reasoning, sides, past.mean);
  const byMean = evaluate(metric, question);
  const { points, mean } = sides.candidate.summary;
  if (byMean.otherwise !== 'inconclusive' || !isUnsure(question) || mean === 0) {
    return byMean;
  }
  if (points < fewestForQuieter && !terms.look.final) {
    return { ...byMean, chance: Infinity };
  }
  const quiet = questionOf(reasoning, sidesOf(metric, terms.look, quieter(metric.direction)), past.quieter());
  return quiet.estimate.carefulVariance < question.estimate.carefulVariance
    ? byQuieter(byMean, question, evaluate(metric, quiet, true))
    : byMean;
};

const byBaseline = (reasoning: Reasoning, sides: Sides): Evaluation => {
  const [candidate, baseline] = [sides.candidate.summary, sides.baseline.summary];
  if (baseline.points === 0) {
    return nothing(unmeasured(lackingLevel(reasoning.metric, 'baseline', baseline), candidate.mean));
  }
  return baseline.mean === 0 ? evaluateZeroBaseline(reasoning.metric, sides, reasoning.terms.look) : byLevel(reasoning, sides);
};

/** Evaluates a level metric at a look. */
export const evaluateLevel = (metric: LevelMetric, past: LevelPast, terms: Terms): Evaluation => {
  const sides = sidesOf(metric, terms.look);
  const { summary } = sides.candidate;
  if (summary.points === 0) {
    return nothing(unmeasured(lackingLevel(metric, 'candidate', summary)));
  }
  const limits = evaluateLimits(metric, sides, terms.look);
  const { allowedPercent } = metric;
  const relative = allowedPercent === undefined ? undefined : byBaseline({ metric, allowedPercent, past, terms }, sides);
  return (
    strictest(limits, relative) ?? nothing(unmeasured(`${nameOf(metric)} has neither a margin nor a limit to be judged by.`, summary.mean))
  );
};
