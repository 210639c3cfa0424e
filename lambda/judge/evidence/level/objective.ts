/** Third rung for levels: the margin, as logarithms, positive is worse. */
import type { LevelMetric, Policy } from '../case';

export interface Margin {
  /** The candidate may be worse by this much. */
  readonly allowed: number;
  /** Worse than this must be ruled out before a pass: twice the margin, or the margin itself under `strict`. */
  readonly critical: number;
  /** Worse than this is a warning; Infinity where there is no warning band. */
  readonly warning: number;
  /** The bound in the metric's unit. */
  readonly limit: number;
}

const mostLog = Math.log(1e6);

/** ln(1+s) upwards, −ln(1−s) downwards, for a share s of the expectation. */
const inLogs = (share: number, direction: LevelMetric['direction']): number =>
  direction === 'upper' ? Math.log1p(share) : share >= 1 ? mostLog : -Math.log1p(-share);

/** A margin of nothing still needs room to prove a pass in: five percent. */
const leastRoom = 0.05;

/** @param expected what the candidate should be; greater than 0. */
export const marginOf = (metric: LevelMetric, allowedPercent: number, expected: number, policy: Policy): Margin => {
  const share = Math.max(allowedPercent / 100, (metric.allowedPoints ?? 0) / expected);
  const allowed = inLogs(share, metric.direction);
  const twice = inLogs(2 * share, 'upper');
  const critical = policy.proof === 'strict' ? allowed : Math.max(metric.direction === 'upper' ? twice : 2 * allowed, allowed + leastRoom);
  const warning = metric.warningPercent === undefined ? Infinity : inLogs(metric.warningPercent / 100, metric.direction);
  const limit = metric.direction === 'upper' ? expected * (1 + share) : Math.max(0, expected * (1 - share));
  return { allowed, critical, warning, limit };
};
