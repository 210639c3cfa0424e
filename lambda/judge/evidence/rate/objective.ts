/** Third rung for rates: how many bad events are allowed, as shares of all. */
import type { Policy, RateMetric } from '../case';

export interface RateMargin {
  /** Bound of the candidate's rate. */
  readonly allowed: number;
  /** A rate beyond this is critically worse, and must be ruled out before a pass. */
  readonly critical: number;
  readonly warning: number;
}

/** Half a percentage point is a trifle, unless the metric says otherwise. */
export const defaultPoints = 0.5;

/** Critical is four times the margin: ×3 for +50 %, +2 points for +0.5; and 2 points at least. */
const criticalTimes = 4;
const leastCritical = 0.02;

/**
 * On the scale of bad events. The percentage of a `lower` metric is of its good events, as people mean it.
 * @param expected the rate of bad events that the candidate should have.
 */
export const rateMarginOf = (metric: RateMetric, allowedPercent: number, expected: number, policy: Policy): RateMargin => {
  const base = metric.direction === 'upper' ? expected : 1 - expected;
  const share = Math.max((base * allowedPercent) / 100, (metric.allowedPoints ?? defaultPoints) / 100);
  const warning = metric.warningPercent === undefined ? Infinity : expected + (base * metric.warningPercent) / 100;
  const critical =
    policy.proof === 'strict' ? share : Math.max(metric.direction === 'upper' ? criticalTimes * share : 2 * share, leastCritical);
  return { allowed: expected + share, critical: expected + critical, warning };
};
