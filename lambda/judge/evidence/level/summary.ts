/** First rung for levels: one pass over the points of a window, scaled by their first so that no unit overflows. */
import type { LevelData } from '../case';

/** Moments of a window, relative to its mean where they are moments of spread, so that they compare across units. */
export interface Summary {
  /** Points present, and points there should be. */
  readonly points: number;
  readonly expected: number;
  /** Mean in the metric's unit, weighted where the points have weights; 0 without points. */
  readonly mean: number;
  /** Σ (v/mean − 1)². */
  readonly squares: number;
  /** Σ of products of neighbours' deviations, for the autocorrelation. */
  readonly lag: number;
  /** Highest point by the mean. */
  readonly peak: number;
}

/** No metric can be negative, so a negative number is as broken as NaN: both count as missing. */
export const isSound = (value: number | null | undefined): value is number => typeof value === 'number' && value >= 0 && value < Infinity;

/** Smaller numbers have no finite inverse. */
const least = 1e-307;

const firstPositive = (values: LevelData['values'], end: number): number => {
  for (let index = 0; index < end; index += 1) {
    const value = values[index];
    if (isSound(value) && value > least) {
      return value;
    }
  }
  return 1;
};

/** A summary that is written to again and again: earlier windows come by the hundred thousand. */
export type Scratch = { -readonly [Key in keyof Summary]: Summary[Key] };

export const scratch = (): Scratch => ({ points: 0, expected: 0, mean: 0, squares: 0, lag: 0, peak: 0 });

const fill = (into: Scratch, points: number, expected: number, mean: number, squares: number, lag: number, peak: number): Summary => {
  into.points = points;
  into.expected = expected;
  into.mean = mean;
  into.squares = squares;
  into.lag = lag;
  into.peak = peak;
  return into;
};

const weightedMean = (values: LevelData['values'], weights: LevelData['values'], end: number, scale: number): number | undefined => {
  let [total, weight] = [0, 0];
  for (let index = 0; index < end; index += 1) {
    const [value, share] = [values[index], weights[index]];
    if (isSound(value) && isSound(share)) {
      total += (value / scale) * share;
      weight += share;
    }
  }
  return weight > 0 ? total / weight : undefined;
};

/**
 * Summarises the first points of a series.
 * @param end how many periods to look at. @default all
 * @param into where to write the result. @default a new one
 */
export const summarise = ({ values, weights }: LevelData, end: number = values.length, into: Scratch = scratch()): Summary => {
  const scale = firstPositive(values, end);
  const inverse = 1 / scale;
  let points = 0;
  let sum = 0;
  let squares = 0;
  let products = 0;
  let neighbours = 0;
  let pairs = 0;
  let peak = 0;
  let index = 0;
  while (index < end) {
    const first = values[index];
    index += 1;
    if (!isSound(first)) {
      continue;
    }
    let previous = first * inverse;
    const start = index;
    points += 1;
    sum += previous;
    squares += previous * previous;
    peak = previous > peak ? previous : peak;
    // From here to the next gap every point has a neighbour.
    for (; index < end; index += 1) {
      const value = values[index];
      if (!isSound(value)) {
        break;
      }
      const scaled = value * inverse;
      sum += scaled;
      squares += scaled * scaled;
      products += scaled * previous;
      neighbours += scaled + previous;
      peak = scaled > peak ? scaled : peak;
      previous = scaled;
    }
    points += index - start;
    pairs += index - start;
  }
  const mean = (weights === undefined ? undefined : weightedMean(values, weights, end, scale)) ?? sum / points;
  if (points === 0 || mean <= 0) {
    return fill(into, points, end, 0, 0, 0, 0);
  }
  const per = 1 / (mean * mean);
  const spread = Math.max(0, squares - 2 * mean * sum + points * mean * mean) * per;
  return fill(into, points, end, mean * scale, spread, (products - mean * neighbours + pairs * mean * mean) * per, peak / mean);
};
