/** Second rung: the points of a window become one value; null where they cannot. */
import type { WindowStatistic } from '../../monspec/describe';
import type { LevelPoint, RatePoint } from './points';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const median = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
};

const spread = (values: readonly number[], statistic: 'min' | 'max' | 'median'): number | null => {
  if (values.length === 0) {
    return null;
  }
  return statistic === 'median' ? median(values) : Math[statistic](...values);
};

/** Σ weight · value / Σ weight. For a percentile per minute this is the request-weighted mean of the percentiles. */
const weightedMean = (points: readonly LevelPoint[]): number | null => {
  const weight = sum(points.map((point) => point.weight));
  return weight === 0 ? null : sum(points.map((point) => point.value * point.weight)) / weight;
};

/** One value of a level series. A total is the mean times the expected points, so that a lost minute does not lower it. */
export const levelValue = (points: readonly LevelPoint[], statistic: WindowStatistic, expected: number): number | null => {
  switch (statistic) {
    case 'mean':
      return weightedMean(points);
    case 'total':
      return points.length === 0 ? null : (sum(points.map((point) => point.value)) / points.length) * expected;
    case 'min':
    case 'max':
    case 'median':
      return spread(
        points.map((point) => point.value),
        statistic,
      );
  }
};

/** One value of a rate series, in percent: the mean is 100 · Σ numerator / Σ denominator; the others go by the minute. */
export const rateValue = (points: readonly RatePoint[], statistic: WindowStatistic): number | null => {
  switch (statistic) {
    case 'mean':
    case 'total': {
      const denominator = sum(points.map((point) => point.denominator));
      return denominator === 0 ? null : (100 * sum(points.map((point) => point.numerator))) / denominator;
    }
    case 'min':
    case 'max':
    case 'median':
      return spread(
        points.filter((point) => point.denominator > 0).map((point) => (100 * point.numerator) / point.denominator),
        statistic,
      );
  }
};
