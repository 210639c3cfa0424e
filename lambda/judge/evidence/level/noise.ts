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

/** Sums over windows of the same metric. */
export interface Pool {
  degrees: number;
  squares: number;
  lag: number;
  points: number;
  windows: number;
}

export const emptyPool = (): Pool => ({ degrees: 0, squares: 0, lag: 0, points: 0, windows: 0 });

/** Adds a window; one point alone shows no spread. */
export const addTo = (pool: Pool, { points, squares, lag }: Moments): void => {
  if (points >= 2) {
    pool.degrees += points - 1;
    pool.squares += squares;
    pool.lag += lag;
    pool.points += points;
    pool.windows += 1;
  }
};

export const pooledNoise = ({ degrees, squares, lag, points, windows }: Pool): Noise =>
  windows === 0
    ? silent
    : { variance: squares / degrees, correlation: squares > 0 ? unbiased(lag / squares, points / windows) : 0, degrees };

/** Noise of some windows of the same metric together. */
export const noiseOf = (windows: readonly Moments[]): Noise => {
  const pool = emptyPool();
  for (const window of windows) {
    addTo(pool, window);
  }
  return pooledNoise(pool);
};

/** Variance of the logarithm of the mean of `points` autocorrelated points: the exact sum for an AR(1) series. */
export const varianceOfMean = ({ variance, correlation }: Noise, points: number): number => {
  if (points < 1) {
    return 0;
  }
  if (correlation === 0) {
    return variance / points;
  }
  const free = 1 - correlation;
  const factor = (1 + correlation) / free - (2 * correlation * (1 - correlation ** points)) / (points * free * free);
  return (variance / points) * Math.max(factor, 1 / points);
};
