import type { RuleName, Signature } from '../monspec';

/** The least that a service's monspec must ask for; what is absent is not asked for. */
export interface Floor {
  /** For messages: the key of the service, or `*`. */
  readonly of: string;
  /** The rule that must be used. */
  readonly rule?: RuleName;
  /** The least error budget: a gate that rejects less readily lets more through. */
  readonly falseRejects?: number;
  /** `false`: no early approval. */
  readonly earlyApproval?: boolean;
  /** `false`: no score may decide instead of every signature. */
  readonly score?: boolean;
  /** The largest margins in percent, by metric key, else `default`. */
  readonly margins: Readonly<Record<string, number>>;
  /** Signatures that must be there, at least as tight. */
  readonly signatures: readonly Signature[];
}

/** A policy: floors in the order of the file. A service must keep its own and those of `*`. */
export interface Floors {
  readonly floors: readonly Floor[];
}
