/** For an inconclusive level: how much longer a window would have to be. */
import { allowedUse } from '../constants';
import { tQuantile } from '../distributions/student-t';
import { varianceOfMean } from './noise';
import type { Question } from './verdict';

/** Nobody waits for a window longer than this many times the present one. */
const longest = 8;

/** The variance at which the present change would decide. */
const neededVariance = ({ estimate, margin, terms }: Question): number => {
  const { change, degrees } = estimate;
  const room =
    change > margin.allowed
      ? Math.min(
          change / tQuantile(terms.reject, degrees),
          (change - allowedUse * margin.allowed) / tQuantile(terms.policy.falseRejects, degrees),
        )
      : (margin.critical - change) / tQuantile(terms.approve, degrees);
  return room > 0 ? room * room : 0;
};

/** Seconds that are missing until the present change would decide; undefined where no length of window will do. */
export const secondsMissing = (question: Question, periodSeconds: number): number | undefined => {
  const { estimate, sides } = question;
  const part = varianceOfMean(estimate.noise, Math.max(1, sides.candidate.summary.points));
  const left = neededVariance(question) - estimate.fixedVariance;
  if (left <= 0 || part / left > longest) {
    return undefined;
  }
  return Math.max(1, Math.ceil(sides.periods * (part / left)) - sides.periods) * periodSeconds;
};
