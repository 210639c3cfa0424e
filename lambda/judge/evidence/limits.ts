/**
 * Absolute limits. At the end of the window what was measured counts, since a limit is a promise about the value and
 * not about a difference; before the end a limit rejects only what is beyond it by more than noise.
 */
import type { Metric } from './case';
import type { Limits } from './words/limits';

export const limitsOf = ({ upperLimit, lowerLimit }: Metric): Limits | undefined =>
  upperLimit === undefined && lowerLimit === undefined
    ? undefined
    : { ...(upperLimit === undefined ? {} : { upper: upperLimit }), ...(lowerLimit === undefined ? {} : { lower: lowerLimit }) };

/** Limits are strict: a value on the limit breaks it. */
export const keepsLimits = (value: number, { upper, lower }: Limits): boolean =>
  (upper === undefined || value < upper) && (lower === undefined || value > lower);

/** The limit that a value breaks, or else the one it is judged by. */
export const decidingLimit = (value: number, { upper, lower }: Limits): number | null =>
  (upper !== undefined && value >= upper) || lower === undefined ? (upper ?? null) : value <= lower || upper === undefined ? lower : upper;

/** How far beyond its limit a value is: 1 = on it. */
export const limitExcess = (value: number, { upper, lower }: Limits): number =>
  Math.max(upper === undefined || upper <= 0 ? 0 : value / upper, lower === undefined ? 0 : lower / Math.max(value, lower * 1e-6)) || 0;
