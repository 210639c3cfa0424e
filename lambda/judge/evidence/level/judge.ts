/** A level metric, from its series to what it says: summary → estimate → objective → verdict → sentence. */
import type { LevelMetric } from '../case';
import { neededShare } from '../constants';
import { tQuantile } from '../distributions/student-t';
import { nothing, type Evaluation } from '../evaluation';
import { unmeasured, type Finding } from '../finding';
import type { Terms } from '../terms';
import { lackingLevel, measuredLevel, missingForLevel, nameOf, risingLevel } from '../words/level';
import { percentOfLog } from '../words/numbers';
import { strictest } from '../strictest';
import { estimateLevel, type Estimate } from './estimate';
import { evaluateLimits } from './limits';
import { secondsMissing } from './needs';
import { marginOf } from './objective';
import { fewestForMiddle, middle, scattersWidely } from './middle';
import type { LevelPast, Past } from './past';
import { sidesOf, type Sides } from './sides';
import type { Summary } from './summary';
import { trendOf } from './trend';
import { chanceOfLevel, isLeaking, unlessProven, type Question } from './verdict';
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
  return verdict === 'inconclusive'
    ? said + missingForLevel(secondsMissing(question, metric.candidate.periodSeconds), estimate, changePercent)
    : said;
};

const evaluate = (metric: LevelMetric, question: Question): Evaluation => {
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
      return { ...numbers, verdict, reason };
    },
  };
};

/** The mean may still object to what the middle approves: where it is beyond the margin by more than this many deviations. */
const objection = 1.28;

/** Where the middle of the window is more certain than its mean, it decides, unless the mean clearly disagrees. */
const byMiddle = (byMean: Evaluation, { estimate, margin }: Question, byMiddle: Evaluation): Evaluation => {
  const objects = estimate.change - margin.allowed > objection * Math.sqrt(estimate.carefulVariance);
  return objects && byMiddle.otherwise !== 'inconclusive' ? { ...byMean, chance: byMiddle.chance } : byMiddle;
};

const questionOf = (metric: LevelMetric, allowedPercent: number, sides: Sides, past: Past | undefined, terms: Terms): Question => {
  const estimate = estimateLevel(metric, sides, past, terms.traffic);
  const margin = marginOf(metric, allowedPercent, estimate.expected, terms.policy);
  return { direction: metric.direction, sides, estimate, margin, trend: trendOf(metric, sides, estimate, margin.limit), terms };
};

const byBaseline = (metric: LevelMetric, allowedPercent: number, sides: Sides, past: LevelPast, terms: Terms): Evaluation => {
  const [candidate, baseline] = [sides.candidate.summary, sides.baseline.summary];
  if (baseline.points === 0) {
    return nothing(unmeasured(lackingLevel(metric, 'baseline', baseline), candidate.mean));
  }
  if (baseline.mean === 0) {
    return evaluateZeroBaseline(metric, sides, terms.look);
  }
  const question = questionOf(metric, allowedPercent, sides, past.mean, terms);
  const byMean = evaluate(metric, question);
  const { estimate } = question;
  const widely = scattersWidely(estimate.noise.variance);
  const disturbed = terms.look.final && estimate.carefulVariance > estimate.variance;
  if (byMean.otherwise !== 'inconclusive' || (!widely && !disturbed) || candidate.mean === 0) {
    return byMean;
  }
  if (candidate.points < fewestForMiddle && !terms.look.final) {
    return { ...byMean, chance: Infinity };
  }
  const middling = questionOf(metric, allowedPercent, sidesOf(metric, terms.look, middle), past.middle(), terms);
  return middling.estimate.carefulVariance < estimate.carefulVariance ? byMiddle(byMean, question, evaluate(metric, middling)) : byMean;
};

/** Evaluates a level metric at a look. */
export const evaluateLevel = (metric: LevelMetric, past: LevelPast, terms: Terms): Evaluation => {
  const sides = sidesOf(metric, terms.look);
  const { summary } = sides.candidate;
  if (summary.points === 0) {
    return nothing(unmeasured(lackingLevel(metric, 'candidate', summary)));
  }
  const limits = evaluateLimits(metric, sides, terms.look);
  const relative = metric.allowedPercent === undefined ? undefined : byBaseline(metric, metric.allowedPercent, sides, past, terms);
  return (
    strictest(limits, relative) ?? nothing(unmeasured(`${nameOf(metric)} has neither a margin nor a limit to be judged by.`, summary.mean))
  );
};
