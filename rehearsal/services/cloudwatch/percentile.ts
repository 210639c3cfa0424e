/** Percentiles and trimmed means of weighted values. CloudWatch does not publish its estimator; these are exact. */

/** Value → how often it occurred. */
export type WeightedValues = ReadonlyMap<number, number>;

const sorted = (values: WeightedValues): readonly (readonly [number, number])[] => [...values].toSorted(([a], [b]) => a - b);

const totalWeight = (values: WeightedValues): number => {
  let total = 0;
  for (const weight of values.values()) total += weight;
  return total;
};

/**
 * The smallest value that at least `percent` of the samples do not exceed (nearest rank).
 * @param percent above 0, at most 100
 */
export const percentile = (values: WeightedValues, percent: number): number => {
  // Rounding errors of the product must not move the rank to the next sample.
  const rank = Math.max(1, Math.ceil((totalWeight(values) * percent) / 100 - 1e-9));
  let seen = 0;
  let last = Number.NaN;
  for (const [value, weight] of sorted(values)) {
    seen += weight;
    last = value;
    if (seen >= rank) return value;
  }
  return last;
};

/**
 * The mean of the lowest `percent` of the samples; a sample on the boundary counts in part.
 * @param percent above 0, at most 100
 */
export const trimmedMean = (values: WeightedValues, percent: number): number => {
  const wanted = (totalWeight(values) * percent) / 100;
  let left = wanted;
  let sum = 0;
  for (const [value, weight] of sorted(values)) {
    const taken = Math.min(weight, left);
    sum += value * taken;
    left -= taken;
    if (left <= 0) break;
  }
  return sum / wanted;
};
