/** A level metric, from its series to what is concluded: summary → estimate → objective → verdict → sentence. */
import type { LevelMetric } from '../case';
import { fewestPoints, neededShare } from '../constants';
import { tQuantile } from '../distributions/student-t';
import { unmeasured, type Finding } from '../finding';
import type { Terms } from '../terms';
import { measuredLevel, missingForLevel, nameOf } from '../words/level';
import { percentOfLog, signedPercent } from '../words/numbers';
import { worse } from '../worse';
import { estimateLevel, sidesOf, type Estimate, type Sides } from './estimate';
import { judgeLimits } from './limits';
import { secondsMissing } from './needs';
import { marginOf, type Margin } from './objective';
import type { Summary } from './summary';
import { trendOf } from './trend';
import { answerLevel, type LevelAnswer, type Question } from './verdict';
import { judgeZeroBaseline } from './zero-baseline';

const tooFew = ({ points, expected }: Summary): boolean => points < Math.max(1, neededShare * expected);

const lacking = (metric: LevelMetric, side: string, { points, expected }: Summary): string =>
  `${nameOf(metric)} could not be judged: the ${side} has ${points} of ${expected} points and ${Math.max(1, Math.ceil(neededShare * expected))} are needed.`;

/** The interval in percent of the baseline, so that it holds the change that people compute by hand. */
const intervalOf = (change: number, estimate: Estimate, tail: number): readonly [number, number] => {
  const reach = tQuantile(tail, estimate.degrees) * Math.sqrt(estimate.carefulVariance);
  return [percentOfLog(change - reach), percentOfLog(change + reach)];
};

const rising = (question: Question, verdict: LevelAnswer['verdict']): string => {
  const late = signedPercent(percentOfLog((question.direction === 'upper' ? 1 : -1) * (question.trend?.change ?? 0)));
  return verdict === 'fail' ? ` Its last third is at ${late} and getting worse.` : ` Its last third is at ${late} and getting worse; a longer window shows where it ends.`;
};

const wordsFor = (metric: LevelMetric, question: Question, answer: LevelAnswer, changePercent: number): string => {
  const { sides, estimate, margin, tails } = question;
  const said = measuredLevel(metric, sides, estimate, margin.limit, changePercent);
  if (answer.why === 'trend') {
    return said + rising(question, answer.verdict);
  }
  if (answer.verdict !== 'inconclusive') {
    return said;
  }
  const missing = secondsMissing(estimate, sides, margin, { reject: tails.levels, approve: tails.approve }, metric.candidate.periodSeconds);
  return said + missingForLevel(missing, estimate, changePercent);
};

const excessOf = ({ change }: Estimate, { allowed }: Margin): number => (change > 0 ? change / Math.max(allowed, 0.01) : 0);

const findingOf = (metric: LevelMetric, question: Question): Finding => {
  const { sides, estimate, margin } = question;
  const [c, b] = [sides.candidate.summary.mean, sides.baseline.summary.mean];
  const changePercent = (100 * (c - b)) / b;
  const few = tooFew(sides.candidate.summary) || tooFew(sides.baseline.summary);
  const answer = answerLevel(question);
  const base = { candidate: c, baseline: b, limit: margin.limit, changePercent, intervalPercent: c > 0 ? intervalOf(Math.log(c / b), estimate, question.tails.approve) : null, excess: excessOf(estimate, margin) };
  if (few && answer.verdict !== 'fail') {
    const [side, summary] = tooFew(sides.candidate.summary) ? (['candidate', sides.candidate.summary] as const) : (['baseline', sides.baseline.summary] as const);
    return { ...base, verdict: 'inconclusive', reason: lacking(metric, side, summary) };
  }
  return { ...base, verdict: answer.verdict, reason: wordsFor(metric, question, answer, changePercent) };
};

const byBaseline = (metric: LevelMetric, allowedPercent: number, sides: Sides, terms: Terms): Finding => {
  const [candidate, baseline] = [sides.candidate.summary, sides.baseline.summary];
  if (baseline.points < Math.min(fewestPoints, baseline.expected) || baseline.points === 0) {
    return unmeasured(lacking(metric, 'baseline', baseline), candidate.points === 0 ? null : candidate.mean);
  }
  if (baseline.mean === 0) {
    return judgeZeroBaseline(metric, sides, terms.tails);
  }
  const estimate = estimateLevel(metric, sides, terms.traffic);
  const margin = marginOf(metric, allowedPercent, estimate.expected, terms.policy);
  const trend = trendOf(metric, sides, estimate, margin.limit);
  return findingOf(metric, { direction: metric.direction, sides, estimate, margin, trend, look: terms.look, policy: terms.policy, tails: terms.tails });
};

/** Judges a level metric at a look. */
export const judgeLevel = (metric: LevelMetric, terms: Terms): Finding => {
  const sides = sidesOf(metric, terms.look);
  const { summary } = sides.candidate;
  if (summary.points === 0) {
    return unmeasured(lacking(metric, 'candidate', summary));
  }
  const limits = judgeLimits(metric, sides, terms);
  const relative = metric.allowedPercent === undefined ? undefined : byBaseline(metric, metric.allowedPercent, sides, terms);
  if (limits !== undefined && relative !== undefined) {
    return worse(limits, relative);
  }
  return limits ?? relative ?? { ...unmeasured(`${nameOf(metric)} has neither a margin nor a limit to be judged by.`), candidate: summary.mean };
};
