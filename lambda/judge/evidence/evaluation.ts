/** What a metric says before the error budget is split: how likely chance alone is, and what holds if that is not unlikely enough. */
import type { VerdictName } from '../verdict';
import type { Finding } from './finding';

export interface Evaluation {
  /**
   * Probability that a build that is no worse shows this much, by the part of the look's budget that its test may
   * spend: 1 uses all of it up. Infinity where the metric keeps its bound, 0 where it broke a limit for certain.
   */
  readonly chance: number;
  /** What it is worth if chance is not ruled out. Never `fail`. */
  readonly otherwise: Exclude<VerdictName, 'fail'>;
  readonly conclude: (verdict: VerdictName) => Finding;
}

/** Nothing could be measured: nothing can be proven. */
export const nothing = (finding: Finding): Evaluation => ({ chance: Infinity, otherwise: 'inconclusive', conclude: () => finding });
