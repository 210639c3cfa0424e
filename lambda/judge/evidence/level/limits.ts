/** A level against its absolute limits. */
import type { LevelMetric } from '../case';
import { fewestPoints, neededShare } from '../constants';
import { tTail } from '../distributions/student-t';
import type { Evaluation } from '../evaluation';
import { decidingLimit, keepsLimits, limitExcess, limitsOf } from '../limits';
import type { Look } from '../look';
import { nameOf } from '../words/level';
import { limitSentence, type Limits } from '../words/limits';
import { noiseOf, varianceOfMean } from './noise';
import type { Sides } from './sides';
import type { Summary } from './summary';

/** How far a value is beyond the limit that it breaks, as a logarithm. */
const beyond = (value: number, { upper, lower }: Limits): number =>
  Math.max(
    upper === undefined ? 0 : upper <= 0 ? Infinity : Math.log(value / upper),
    lower === undefined || lower <= 0 ? 0 : Math.log(lower / Math.max(value, lower * 1e-6)),
  );

/** Probability that noise alone breaks the limit; 0 at the end of the window, where what was measured counts. */
const chanceOf = (summary: Summary, limits: Limits, final: boolean): number => {
  if (final || summary.points < fewestPoints) {
    return final ? 0 : 1;
  }
  const noise = noiseOf([summary]);
  const deviation = Math.sqrt(varianceOfMean(noise, summary.points));
  return deviation > 0 ? tTail(beyond(summary.mean, limits) / deviation, Math.max(1, noise.degrees)) : 0;
};

/** Undefined without limits. */
export const evaluateLimits = (metric: LevelMetric, { candidate: { summary } }: Sides, look: Look): Evaluation | undefined => {
  const limits = limitsOf(metric);
  if (limits === undefined) {
    return undefined;
  }
  const kept = keepsLimits(summary.mean, limits);
  const enough = summary.points >= neededShare * summary.expected;
  const found = {
    candidate: summary.mean,
    baseline: null,
    limit: decidingLimit(summary.mean, limits),
    changePercent: null,
    intervalPercent: null,
    excess: limitExcess(summary.mean, limits),
  };
  const said = limitSentence(nameOf(metric), summary.mean, limits, metric.unit);
  const doubt = enough
    ? ' It is too early to call that more than noise.'
    : ` Only ${summary.points} of ${summary.expected} points are there.`;
  return {
    chance: kept || !enough || look.levels === 0 ? Infinity : chanceOf(summary, limits, look.final) / look.levels,
    otherwise: kept && enough ? 'pass' : 'inconclusive',
    conclude: (verdict) => ({ ...found, verdict, reason: verdict === 'inconclusive' ? said + doubt : said }),
  };
};
