/** What the judge concludes, with the numbers it concluded from. Pure data, safe to store and to show. */

export type VerdictName = 'pass' | 'warning' | 'fail' | 'inconclusive';

/** `info` never decides; the judge still reports what it saw. */
export type SignatureVerdictName = VerdictName | 'info';

/** The verdict on one signature. Values are in `unit`; `null` where nothing could be measured. */
export interface SignatureVerdict {
  readonly id: string;
  /** Name for people, for example `Response time (avg)`. */
  readonly label: string;
  readonly unit: string;
  readonly verdict: SignatureVerdictName;
  readonly candidate: number | null;
  readonly baseline: number | null;
  /** The bound that decided or would decide: above it (`upper`) or below it (`lower`) the signature fails. */
  readonly limit: { readonly upper?: number; readonly lower?: number };
  /** 100 · (candidate − baseline) / baseline, `null` where either is missing or the baseline is 0. */
  readonly changePercent: number | null;
  /** Where the change may truly lie, in percent of the baseline; absent where it was not estimated. */
  readonly intervalPercent?: readonly [number, number];
  /** Least and greatest change of the same comparison at earlier times, in percent; absent without history. */
  readonly historyPercent?: readonly [number, number];
  /** One sentence with numbers and units. */
  readonly reason: string;
}

/** The verdict on one comparison. */
export interface Verdict {
  readonly verdict: VerdictName;
  /** The reasons that decided, worst first; one sentence each. */
  readonly reasons: readonly string[];
  readonly signatures: readonly SignatureVerdict[];
  /** Weighted total in percent; absent where no score was asked for. */
  readonly score?: number;
}
