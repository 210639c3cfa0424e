/** Exact conditional test of two counts. */
import { incompleteBeta } from '../distributions/incomplete-beta';
import type { Counts } from './counts';

/**
 * Probability that the candidate would have at least this many of all bad events if its rate were `ratio` times the
 * baseline's: given their sum, they fall on the candidate like a coin with ρ = n·ratio / (n·ratio + m), and
 * P(X ≥ x) = I_ρ(x, y + 1).
 * @param dispersion all counts are divided by this.
 */
export const harm = (candidate: Counts, baseline: Counts, ratio: number, dispersion: number): number => {
  const [x, y] = [candidate.bad / dispersion, baseline.bad / dispersion];
  const exposure = candidate.all * ratio;
  return x <= 0 || exposure <= 0 ? 1 : incompleteBeta(exposure / (exposure + baseline.all), x, y + 1);
};
