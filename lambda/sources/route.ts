/** Which of several sources supplies a signature. */
import type { Signature } from '../monspec/monspec';
import { sourceOf } from '../monspec/source-of';

/** The source to ask, or the one that is named and not set up. */
export type Route = { readonly kind: 'ask'; readonly source: string } | { readonly kind: 'absent'; readonly source: string };

/**
 * The source that the signature names; else the one that alone knows its metric, where it is set up; else the first.
 * A source that a signature names and that is not set up is never replaced by another.
 */
export const routeOf = ({ source, metric }: Signature, available: readonly string[]): Route => {
  if (source !== undefined) {
    return { kind: available.includes(source) ? 'ask' : 'absent', source };
  }
  const own = sourceOf(metric);
  const first = available[0];
  const chosen = own !== undefined && available.includes(own) ? own : first;
  return chosen === undefined ? { kind: 'absent', source: own ?? 'any' } : { kind: 'ask', source: chosen };
};
