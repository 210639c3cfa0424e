/**
 * What the evidence rule judges: a case is one gate's metrics with their windows, and the policy. Plain data without
 * times, as a line of `unbreakable judge --cases` has it; the gate's input is turned into one by `from-input.ts`.
 */
import type { Direction } from '../../monspec/monspec';

/** Points of a level, one per period; `null` is a missing point. */
export interface LevelData {
  readonly periodSeconds: number;
  readonly values: readonly (number | null)[];
  /** Samples behind each value, where known; the weights of the window's mean. */
  readonly weights?: readonly (number | null)[];
}

/** Counts per period, for example failures of requests. */
export interface RateData {
  readonly periodSeconds: number;
  readonly numerator: readonly (number | null)[];
  readonly denominator: readonly (number | null)[];
}

/** The same comparison at an earlier time, when nothing was wrong. */
export interface Pair<Data> {
  readonly candidate: Data;
  readonly baseline: Data;
}

/** `guard`: must be proven safe to approve. `watch`: must only not be proven bad. `info`: never decides. */
export type Role = 'guard' | 'watch' | 'info';

interface Objective {
  readonly id: string;
  /** Name for people; the id where absent. */
  readonly label?: string;
  /** Unit for people, for example `ms`; rates are in `%`. */
  readonly unit?: string;
  /** Which way is bad. */
  readonly direction: Direction;
  readonly role: Role;
  /** Allowed change in percent of the baseline. Absent: only the limits bound the metric. */
  readonly allowedPercent?: number;
  /** A change of at most this much is always allowed: percentage points of a rate, the unit of a level. @default 0.5 for a rate, 0 for a level */
  readonly allowedPoints?: number;
  /** A change beyond this many percent is a warning. Less than `allowedPercent`. */
  readonly warningPercent?: number;
  /** Absolute bound; a rate's in percent. The candidate must stay below. */
  readonly upperLimit?: number;
  /** Absolute bound; a rate's in percent. The candidate must stay above. */
  readonly lowerLimit?: number;
  /** Share in the total score. @default 1 */
  readonly weight?: number;
  /** A failed key signature fails the gate whatever the score. */
  readonly key?: boolean;
  /** The baseline is a control that ran at the same time under the same load. */
  readonly concurrent?: boolean;
}

export interface LevelMetric extends Objective, Pair<LevelData> {
  readonly kind: 'level';
  readonly history: readonly Pair<LevelData>[];
}

export interface RateMetric extends Objective, Pair<RateData> {
  readonly kind: 'rate';
  readonly history: readonly Pair<RateData>[];
}

export type Metric = LevelMetric | RateMetric;

/** How sure the gate has to be, and how metrics add up. */
export interface Policy {
  readonly rule: 'evidence' | 'percentage';
  /** Accepted probability that a gate rejects a build that is no worse than its baseline, over all metrics and looks. */
  readonly falseRejects: number;
  /** Accepted probability, per metric, of approving a build that is critically worse (twice the margin). */
  readonly falseApprovals: number;
  /** `strict`: a pass needs proof against the margin itself rather than against twice the margin. */
  readonly proof: 'critical' | 'strict';
  /** Whether a look before the end may approve. */
  readonly approveEarly: boolean;
  /** Judge by a weighted total as Keptn does: pass from this score on, warning from that. Percent. */
  readonly score?: { readonly pass: number; readonly warning: number };
}

export interface Case {
  readonly id: string;
  readonly policy: Policy;
  readonly metrics: readonly Metric[];
}

/** What holds where a case or a monspec says nothing. */
export const defaultPolicy: Policy = { rule: 'evidence', falseRejects: 0.05, falseApprovals: 0.2, proof: 'critical', approveEarly: false };
