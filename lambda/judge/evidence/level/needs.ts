/** For an inconclusive level: how much longer a window would have to be. */
import { shareOfMargin } from '../constants';
import { tQuantile } from '../distributions/student-t';
import type { Estimate, Sides } from './estimate';
import type { Margin } from './objective';
import { varianceOfMean } from './noise';

/** Nobody waits for a window longer than this many times the present one. */
const longest = 8;

/** The variance at which the present change would decide. */
const neededVariance = (change: number, { allowed, critical }: Margin, reject: number, approve: number): number => {
  const room = change > allowed ? (change - shareOfMargin * allowed) / reject : (critical - change) / approve;
  return room > 0 ? room * room : 0;
};

/**
 * Seconds that are missing until the present change would decide; undefined where no length of window will do.
 * @param tails probabilities that a rejection and an approval may be wrong.
 */
export const secondsMissing = (estimate: Estimate, sides: Sides, margin: Margin, tails: { readonly reject: number; readonly approve: number }, periodSeconds: number): number | undefined => {
  const needed = neededVariance(estimate.change, margin, tQuantile(tails.reject, estimate.degrees), tQuantile(tails.approve, estimate.degrees));
  const points = Math.max(1, sides.candidate.summary.points);
  const part = varianceOfMean(estimate.noise, points);
  const left = needed - estimate.fixedVariance;
  if (left <= 0 || part / left > longest) {
    return undefined;
  }
  return Math.max(1, Math.ceil(sides.periods * (part / left)) - sides.periods) * periodSeconds;
};
