/**
 * Everything that a judge may look at. The evidence of a look holds it all (an Evidence document is a JudgeInput), so
 * that a verdict can be computed again from the document alone.
 */
import type { Comparison, ServiceSpec } from '../monspec/monspec';
import type { SeriesOutcome, Window } from './series';

/** What was measured for one signature. */
export interface Measured {
  readonly candidate: SeriesOutcome;
  readonly baseline: SeriesOutcome;
}

/** The same comparison at an earlier time. */
export interface HistoryPair {
  /** For people: the release that passed, or the day. */
  readonly from: string;
  readonly windows: { readonly candidate: Window; readonly baseline: Window };
  /** By signature id. */
  readonly measured: Readonly<Record<string, Measured>>;
}

/** A validation that somebody pinned: the candidate is also held against what was measured then. */
export interface Anchor {
  readonly validationId: string;
  readonly release: string;
  readonly window: Window;
  /** The candidate of then, by signature id. */
  readonly measured: Readonly<Record<string, SeriesOutcome>>;
}

/** What earlier comparisons are known. */
export interface History {
  readonly pairs: readonly HistoryPair[];
  readonly anchor?: Anchor;
  /** What was left out, and why; one sentence each. */
  readonly notes: readonly string[];
}

/** Where a look stands in its window. */
export interface LookPlan {
  /** Length of the candidate's whole window in seconds; the candidate's measured window is what is seen of it. */
  readonly windowSeconds: number;
  /** Whether the window is over. */
  readonly final: boolean;
  /** Whether the window may still be made longer, once: part of the error budget is then kept for its second end. */
  readonly extension: 'none' | 'possible' | 'used';
}

export interface JudgeInput {
  readonly service: ServiceSpec;
  readonly comparison: Comparison;
  /** The windows as they were measured, shifts applied. */
  readonly windows: { readonly candidate: Window; readonly baseline: Window };
  /** Whether the compared environment ran anything at all in the baseline's window. */
  readonly baselineExists: boolean;
  /** Deployment ids in the candidate's environment at registration and at the look; where they differ, the window mixes builds. */
  readonly deployments: { readonly registered: string; readonly current: string };
  /** By signature id. */
  readonly measured: Readonly<Record<string, Measured>>;
  /** Absent under the percentage rule, which needs none. */
  readonly history?: History;
  /** Absent where the whole window is seen at once. */
  readonly plan?: LookPlan;
}
