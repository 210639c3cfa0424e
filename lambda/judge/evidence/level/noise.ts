/** How much the mean of a window varies because of the points within it. */
import type { Summary } from './summary';

/** Spread of single points (squared coefficient of variation) and their correlation from one to the next. */
export interface Noise {
  readonly variance: number;
  readonly correlation: number;
  readonly degrees: number;
}

const silent: Noise = { variance: 0, correlation: 0, degrees: 0 };

/** φ̃ = φ̂ + (1+3φ̂)/n: short series underestimate their correlation (Kendall 1954); never trusted beyond 0.9. */
const unbiased = (correlation: number, points: number): number => Math.min(0.9, Math.max(0, correlation + (1 + 3 * correlation) / points));

type Moments = Pick<Summary, 'points' | 'squares' | 'lag'>;

/** Pools windows of the same metric. */
export const noiseOf = (windows: readonly Moments[]): Noise => {
  let [degrees, squares, lag, points, counted] = [0, 0, 0, 0, 0];
  for (const window of windows) {
    if (window.points >= 2) {
      degrees += window.points - 1;
      squares += window.squares;
      lag += window.lag;
      points += window.points;
      counted += 1;
    }
  }
  if (counted === 0) {
    return silent;
  }
  return { variance: squares / degrees, correlation: squares > 0 ? unbiased(lag / squares, points / counted) : 0, degrees };
};

/** Variance of the logarithm of the mean of `points` autocorrelated points: the exact sum for an AR(1) series. */
export const varianceOfMean = ({ variance, correlation }: Noise, points: number): number => {
  if (points < 1) {
    return 0;
  }
  const free = 1 - correlation;
  const factor = (1 + correlation) / free - (2 * correlation * (1 - correlation ** points)) / (points * free * free);
  return (variance / points) * Math.max(factor, 1 / points);
};
