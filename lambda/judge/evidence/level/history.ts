/** Second rung, with history: what the candidate should be, given the baseline and how earlier pairs behaved. */
import { fewestPairs, priorObservations } from '../constants';

/** Logarithms of the window means of earlier pairs. */
export interface Points {
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
}

export interface Prediction {
  /** Expected logarithm of the candidate's mean. */
  readonly expected: number;
  /** Variance of the difference to it that noise alone makes, over a whole window. */
  readonly variance: number;
  readonly degrees: number;
  readonly slope: number;
  /** Least and greatest departure of an earlier pair from the expectation. */
  readonly band: readonly [number, number];
}

const mean = (values: readonly number[]): number => {
  let sum = 0;
  for (const value of values) {
    sum += value;
  }
  return sum / values.length;
};

/** Keeps the slope at 1 where the earlier baselines hardly differ and so cannot tell it. */
const weightOfOne = 0.001;

/**
 * Regresses the candidate on the baseline over earlier pairs: a slope of 1 where both rise and fall together, of 0
 * where the baseline tells nothing. It absorbs day effects, ramps and environments of different size.
 * @param priorAt variance that is expected without history, given how much the baseline tells; weighted as 6 observations.
 */
export const predict = ({ baseline, candidate }: Points, now: number, priorAt: (slope: number) => number): Prediction | undefined => {
  const pairs = baseline.length;
  if (pairs < fewestPairs) {
    return undefined;
  }
  const meanX = mean(baseline);
  const meanY = mean(candidate);
  let [squares, products] = [0, 0];
  for (let index = 0; index < pairs; index += 1) {
    const x = (baseline[index] ?? 0) - meanX;
    squares += x * x;
    products += x * ((candidate[index] ?? 0) - meanY);
  }
  const sxx = squares + weightOfOne;
  const slope = Math.min(1, Math.max(0, (products + weightOfOne) / sxx));
  let [residuals, least, most] = [0, Infinity, -Infinity];
  for (let index = 0; index < pairs; index += 1) {
    const residual = (candidate[index] ?? 0) - meanY - slope * ((baseline[index] ?? 0) - meanX);
    residuals += residual * residual;
    least = Math.min(least, residual);
    most = Math.max(most, residual);
  }
  const degrees = pairs - 2 + priorObservations;
  const noise = (residuals + priorObservations * priorAt(slope)) / degrees;
  const distance = now - meanX;
  const leverage = ((distance * distance) / sxx) * Math.min(1, 4 * slope * (1 - slope) + 0.1);
  return { expected: meanY + slope * distance, variance: noise * (1 + 1 / pairs + leverage), degrees, slope, band: [least, most] };
};
