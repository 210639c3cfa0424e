/** Confidence bounds of rates and of their differences. */
import { normalQuantile } from '../distributions/normal';
import { rateOf, type Counts } from './counts';

/**
 * Wilson's score interval, one-sided at `tail` each way.
 * Newcombe, Statistics in Medicine 17 (1998), 857–872 and 873–890.
 */
export const wilson = (counts: Counts, tail: number): readonly [number, number] => {
  const { all } = counts;
  if (all <= 0) {
    return [0, 1];
  }
  const [p, z] = [rateOf(counts), normalQuantile(1 - tail)];
  const centre = p + (z * z) / (2 * all);
  const reach = z * Math.sqrt((p * (1 - p)) / all + (z * z) / (4 * all * all));
  const scale = 1 + (z * z) / all;
  return [Math.max(0, (centre - reach) / scale), Math.min(1, (centre + reach) / scale)];
};

/** Bounds of the difference of two rates, recovered from both intervals (MOVER; Newcombe's method 10). */
export const difference = (candidate: Counts, baseline: Counts, tail: number): readonly [number, number] => {
  const [p, q] = [rateOf(candidate), rateOf(baseline)];
  const [lowP, highP] = wilson(candidate, tail);
  const [lowQ, highQ] = wilson(baseline, tail);
  return [p - q - Math.hypot(p - lowP, highQ - q), p - q + Math.hypot(highP - p, q - lowQ)];
};
