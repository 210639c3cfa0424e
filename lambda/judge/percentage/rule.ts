/** Fourth rung: the bound that a signature has to keep, and whether a value keeps it. */
import { scaleKeyOf } from '../../monspec/describe';
import type { Comparison, Direction, Signature } from '../../monspec/monspec';

/** Absolute limits replace the comparison with the baseline, as in the original; unlike there, both hold where both are given. */
export type Rule =
  | { readonly kind: 'limits'; readonly upper?: number; readonly lower?: number }
  | { readonly kind: 'relative'; readonly direction: Direction; readonly percent: number };

/** The bound in the signature's unit. */
export interface Bound {
  readonly upper?: number;
  readonly lower?: number;
}

/** Allowed change in percent of the baseline for one signature. */
export const allowedPercent = (comparison: Comparison, signature: Signature): number => {
  const { byMetric, default: otherwise } = comparison.allowedPercent;
  const key = scaleKeyOf(signature.metric);
  return (Object.hasOwn(byMetric, key) ? byMetric[key] : undefined) ?? otherwise;
};

/** Which rule a signature is judged by. */
export const ruleOf = (comparison: Comparison, signature: Signature): Rule => {
  const { upperLimit, lowerLimit, direction } = signature;
  if (upperLimit === undefined && lowerLimit === undefined) {
    return { kind: 'relative', direction, percent: allowedPercent(comparison, signature) };
  }
  return {
    kind: 'limits',
    ...(upperLimit === undefined ? {} : { upper: upperLimit }),
    ...(lowerLimit === undefined ? {} : { lower: lowerLimit }),
  };
};

/** baseline · (1 + percent/100) upwards, baseline · (1 − percent/100) downwards. */
export const relativeBound = (baseline: number, direction: Direction, percent: number): Bound =>
  direction === 'upper' ? { upper: baseline * (1 + percent / 100) } : { lower: baseline * (1 - percent / 100) };

/** Limits are strict: a value on the limit breaks it. */
export const withinLimits = (value: number, { upper, lower }: Bound): boolean =>
  (upper === undefined || value < upper) && (lower === undefined || value > lower);

/** Relative bounds are inclusive: a value on the bound keeps it. */
export const withinRelative = (value: number, { upper, lower }: Bound): boolean =>
  (upper === undefined || value <= upper) && (lower === undefined || value >= lower);

/** How far a value is beyond its bound: 1 = on it, 2 = twice the upper bound or half of the lower one. Orders reasons. */
export const excess = (value: number, { upper, lower }: Bound): number =>
  Math.max(upper === undefined ? 0 : value / upper, lower === undefined ? 0 : lower / value) || 0;
