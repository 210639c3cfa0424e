/** Looks: how much of a window is seen, and what part of the error budget a look may spend. */
import { earlyShare } from './constants';

export interface Look {
  /** How much of the window is seen; Infinity for all of it. */
  readonly seconds: number;
  /** Whether this is the end of the window. */
  readonly final: boolean;
  /** Probability of a wrong rejection that this look may spend, over all metrics, on levels. */
  readonly levels: number;
  /** The same on counts. */
  readonly counts: number;
  /** Probability of a wrong rejection that the e-process of the counts has, over all looks. */
  readonly always: number;
  /** How many looks share a metric's probability of a wrong approval. */
  readonly approvals: number;
}

/**
 * Splits the error budget: 40 % over the looks before the end, evenly, and the rest for the end (an alpha-spending
 * plan after Haybittle and Peto). Of the early part, half goes to the e-process of the counts.
 * @param planned how many looks the gate takes at most, the one at the end included.
 */
export const lookOf = (falseRejects: number, seconds: number, final: boolean, planned: number): Look => {
  const early = planned > 1 ? earlyShare : 0;
  const share = final ? 1 - early : early / (planned - 1);
  const levels = falseRejects * share;
  return { seconds, final, levels, counts: final ? levels : levels / 2, always: (falseRejects * early) / 2, approvals: planned };
};

/** The whole window, seen once. */
export const onlyLook = (falseRejects: number): Look => lookOf(falseRejects, Infinity, true, 1);
