/** A metric with a margin and limits keeps both. */
import type { Finding } from './finding';

const order = ['fail', 'inconclusive', 'warning', 'pass'] as const;
const rank = ({ verdict }: Finding): number => order.findIndex((name) => name === verdict);

/** The worse of the finding by the limits and the one by the baseline; both sentences where they agree. */
export const worse = (limits: Finding, relative: Finding): Finding => {
  if (rank(limits) === rank(relative)) {
    return { ...relative, reason: `${limits.reason} ${relative.reason}` };
  }
  return rank(limits) < rank(relative) ? { ...relative, verdict: limits.verdict, limit: limits.limit, excess: limits.excess, reason: limits.reason } : relative;
};
