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
 * Growing windows overlap, so that looks err together: for ten looks at 5 % in all, each may take 1.06 % instead of the
 * 0.5 % of independent ones (Pocock, Biometrika 64, 1977, table 1). With the 13 early looks at 30 minutes, two thirds to
 * nine tenths of the early part are spent (a test simulates it).
 */
const overlap = 2;

/**
 * Splits the error budget: 40 % over the looks before the end, evenly, and the rest for the end (a group-sequential plan
 * between those of Pocock and of Haybittle and Peto). Of the early part, half goes to the e-process of the counts.
 * @param planned how many looks the gate takes at most, the one at the end included.
 */
export const lookOf = (falseRejects: number, seconds: number, final: boolean, planned: number): Look => {
  const early = planned > 1 ? earlyShare : 0;
  const share = final ? 1 - early : (early * Math.min(overlap, planned - 1)) / (planned - 1);
  const levels = falseRejects * share;
  return { seconds, final, levels, counts: final ? levels : levels / 2, always: (falseRejects * early) / 2, approvals: planned };
};

/** The whole window, seen once. */
export const onlyLook = (falseRejects: number): Look => lookOf(falseRejects, Infinity, true, 1);
