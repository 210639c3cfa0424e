/** What the rungs conclude about one metric, before the sentence is final. */
import type { SignatureVerdictName } from '../verdict';

export interface Finding {
  readonly verdict: SignatureVerdictName;
  readonly candidate: number | null;
  readonly baseline: number | null;
  /** The bound that decided or would decide, in the metric's unit. */
  readonly limit: number | null;
  /** Change from the baseline in percent, and where it may truly lie; null where either side is missing or zero. */
  readonly changePercent: number | null;
  readonly intervalPercent: readonly [number, number] | null;
  /** How far beyond the margin, in margins; orders the reasons. */
  readonly excess: number;
  readonly reason: string;
}

/** A finding about a metric that could not be measured. */
export const unmeasured = (reason: string, candidate: number | null = null, baseline: number | null = null): Finding => ({
  verdict: 'inconclusive',
  candidate,
  baseline,
  limit: null,
  changePercent: null,
  intervalPercent: null,
  excess: 0,
  reason,
});
