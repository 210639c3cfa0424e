/** A case under `rule: percentage`: the original's arithmetic on the same data, one look, no noise model. */
import { neededShare } from '../percentage/measurement';
import { relativeBound, withinRelative } from '../percentage/rule';
import type { Case, Metric } from './case';
import { unmeasured, type Finding } from './finding';
import type { LookResult } from './judge-look';
import { summarise } from './level/summary';
import { decidingLimit, keepsLimits, limitExcess, limitsOf } from './limits';
import { countsOf, rateOf } from './rate/counts';
import { totalOf } from './total';
import { nameOf } from './words/level';
import { limitSentence } from './words/limits';
import { short, signedPercent, withUnit } from './words/numbers';

type Side = 'candidate' | 'baseline';

/** The value of one side; undefined where fewer than half of its points are there. */
const valueOf = (metric: Metric, side: Side): number | undefined => {
  if (metric.kind === 'level') {
    const { points, expected, mean } = summarise(metric[side]);
    return points < Math.max(1, neededShare * expected) ? undefined : mean;
  }
  const counts = countsOf(metric[side], 'upper');
  return counts.all === 0 || counts.points < neededShare * counts.expected ? undefined : 100 * rateOf(counts);
};

const unitOf = (metric: Metric): string | undefined => (metric.kind === 'rate' ? '%' : metric.unit);

const relative = (metric: Metric, candidate: number, allowed: number): Finding => {
  const baseline = valueOf(metric, 'baseline');
  const name = nameOf(metric);
  if (baseline === undefined || (baseline === 0 && candidate > 0)) {
    const why =
      baseline === undefined
        ? 'fewer than half of the baseline’s points are there'
        : 'a percentage of a baseline of 0 bounds nothing; give it a limit';
    return unmeasured(`${name} could not be judged: ${why}.`, candidate, baseline ?? null);
  }
  const bound = relativeBound(baseline, metric.direction, allowed);
  const limit = bound.upper ?? bound.lower ?? 0;
  const changePercent = baseline === 0 ? null : (100 * (candidate - baseline)) / baseline;
  const sign = metric.direction === 'upper' ? '+' : '−';
  const change = changePercent === null ? '' : ` ${signedPercent(changePercent)}`;
  const reason = `${name}${change} (${withUnit(candidate, unitOf(metric))} against ${withUnit(baseline, unitOf(metric))}, allowed ${sign}${short(allowed)} %: ${withUnit(limit, unitOf(metric))}).`;
  return {
    verdict: withinRelative(candidate, bound) ? 'pass' : 'fail',
    candidate,
    baseline,
    limit,
    changePercent,
    intervalPercent: null,
    excess: 0,
    reason,
  };
};

const judge = (metric: Metric): Finding => {
  const candidate = valueOf(metric, 'candidate');
  if (candidate === undefined) {
    return unmeasured(`${nameOf(metric)} could not be judged: fewer than half of the candidate's points are there.`);
  }
  const limits = limitsOf(metric);
  if (limits !== undefined) {
    const verdict = keepsLimits(candidate, limits) ? 'pass' : 'fail';
    return {
      verdict,
      candidate,
      baseline: null,
      limit: decidingLimit(candidate, limits),
      changePercent: null,
      intervalPercent: null,
      excess: limitExcess(candidate, limits),
      reason: limitSentence(nameOf(metric), candidate, limits, unitOf(metric)),
    };
  }
  return metric.allowedPercent === undefined
    ? unmeasured(`${nameOf(metric)} has neither a margin nor a limit to be judged by.`, candidate)
    : relative(metric, candidate, metric.allowedPercent);
};

/** Absolute limits replace the comparison, as in the original. */
export const judgeByPercentage = (it: Case): LookResult => {
  const judged = it.metrics.map((metric) => ({ metric, finding: judge(metric) }));
  return { ...totalOf(judged, it), judged };
};
