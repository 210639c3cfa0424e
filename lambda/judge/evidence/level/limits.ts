/** A level against its absolute limits. */
import type { LevelMetric } from '../case';
import { fewestPoints, neededShare } from '../constants';
import { tQuantile } from '../distributions/student-t';
import type { Finding } from '../finding';
import { decidingLimit, keepsLimits, limitExcess, limitsOf } from '../limits';
import type { Terms } from '../terms';
import { nameOf } from '../words/level';
import { limitSentence, type Limits } from '../words/limits';
import type { Sides } from './estimate';
import { noiseOf, varianceOfMean } from './noise';

/** How many standard deviations a value is beyond the limit that it breaks. */
const beyond = (value: number, { upper, lower }: Limits, deviation: number): number => {
  const above = upper === undefined ? 0 : upper <= 0 ? Infinity : Math.log(value / upper);
  const below = lower === undefined || lower <= 0 ? 0 : Math.log(lower / Math.max(value, lower * 1e-6));
  return deviation > 0 ? Math.max(above, below) / deviation : Infinity;
};

/** Undefined without limits. */
export const judgeLimits = (metric: LevelMetric, { candidate }: Sides, { look, tails }: Terms): Finding | undefined => {
  const limits = limitsOf(metric);
  if (limits === undefined) {
    return undefined;
  }
  const { summary } = candidate;
  const noise = noiseOf([summary]);
  const kept = keepsLimits(summary.mean, limits);
  const proven = look.final || (summary.points >= fewestPoints && beyond(summary.mean, limits, Math.sqrt(varianceOfMean(noise, summary.points))) > tQuantile(tails.levels, Math.max(1, noise.degrees)));
  const enough = summary.points >= neededShare * summary.expected;
  const found = { candidate: summary.mean, baseline: null, limit: decidingLimit(summary.mean, limits), changePercent: null, intervalPercent: null, excess: limitExcess(summary.mean, limits) };
  const said = limitSentence(nameOf(metric), summary.mean, limits, metric.unit);
  if (kept) {
    return enough ? { ...found, verdict: 'pass', reason: said } : { ...found, verdict: 'inconclusive', reason: `${said} But only ${summary.points} of ${summary.expected} points are there.` };
  }
  return proven && (enough || !look.final) ? { ...found, verdict: 'fail', reason: said } : { ...found, verdict: 'inconclusive', reason: `${said} It is too early to call that more than noise.` };
};
