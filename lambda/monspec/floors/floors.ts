import type { Comparison, EnvironmentSpec, Judging, RuleName, Signature } from '../monspec';

/** A comparison that must be there, as far as it says what is compared with what. */
export type FloorComparison = Pick<Comparison, 'name' | 'source' | 'compare' | 'shiftSourceSeconds' | 'baseline' | 'concurrent'>;

/** The least that a service's monspec must ask for; what is absent is not asked for. */
export interface Floor {
  /** For messages: the key of the service, or `*`. */
  readonly of: string;
  /** The rule that must be used. */
  readonly rule?: RuleName;
  /** Bounds of the error budget: with less, regressions are harder to prove; with more, good builds are rejected more often. */
  readonly falseRejects?: { readonly least: number; readonly most: number };
  /** The largest probability of approving a build that is critically worse. */
  readonly falseApprovals?: number;
  /** The weakest proof. */
  readonly proof?: NonNullable<Judging['proof']>;
  /** `false`: no early approval. */
  readonly earlyApproval?: boolean;
  /** `false`: no score may decide instead of every signature. */
  readonly score?: boolean;
  /** The shortest window, in minutes. */
  readonly windowMinutes?: number;
  /** The fewest earlier validations or days that are compared with. */
  readonly history?: number;
  /** The largest margins in percent, by metric key, else `default`. */
  readonly margins: Readonly<Record<string, number>>;
  /** Signatures that must be there, at least as tight. */
  readonly signatures: readonly Signature[];
  /** Comparisons that must be there, of the same environments and times. */
  readonly comparisons: readonly FloorComparison[];
  /** Environments whose metrics must be found in the same places. */
  readonly environments: readonly EnvironmentSpec[];
}

/** A policy: floors in the order of the file. A service must keep its own and those of `*`. */
export interface Floors {
  readonly floors: readonly Floor[];
}
