/** A metric with a margin and limits keeps both. */
import type { Evaluation } from './evaluation';

const order = ['inconclusive', 'warning', 'pass'] as const;
const worse = (a: Evaluation['otherwise'], b: Evaluation['otherwise']): Evaluation['otherwise'] =>
  order.find((name) => name === a || name === b) ?? 'inconclusive';

/** Joins what the limits and the baseline say; the numbers are the baseline's, the sentence that of what decided. */
export const strictest = (limits: Evaluation | undefined, relative: Evaluation | undefined): Evaluation | undefined => {
  if (limits === undefined || relative === undefined) {
    return limits ?? relative;
  }
  const otherwise = worse(limits.otherwise, relative.otherwise);
  return {
    chance: Math.min(limits.chance, relative.chance),
    otherwise,
    conclude: (verdict) => {
      const numbers = relative.conclude(verdict === 'fail' && relative.chance > limits.chance ? relative.otherwise : verdict);
      const decides =
        verdict === 'fail' ? limits.chance < relative.chance : limits.otherwise === otherwise && relative.otherwise !== otherwise;
      const bound = limits.conclude(verdict === 'fail' && !decides ? limits.otherwise : verdict);
      return decides
        ? { ...numbers, verdict, limit: bound.limit, excess: bound.excess, reason: bound.reason }
        : { ...numbers, verdict, reason: `${numbers.reason} ${bound.reason}` };
    },
  };
};
