/**
 * The port behind which every metric source stands.
 * One call asks for everything that a look needs, so that an adapter can batch.
 */
import type { AccountAccess } from '../contract/account-access';
import type { SeriesOutcome, Window } from '../judge/series';
import type { EntityType, EnvironmentSpec, Signature } from '../monspec/monspec';

export type { Window };

/** One series that a look needs. */
export interface SeriesRequest {
  /** The caller's key; the answer carries it back. */
  readonly id: string;
  readonly entityType: EntityType;
  readonly environment: EnvironmentSpec;
  /** Where the environment is; absent where it is in the account and region of whoever asks. */
  readonly account?: AccountAccess;
  readonly signature: Signature;
  readonly window: Window;
}

/** Name for people of a signature on a given source, with its unit. */
export interface SeriesAnswer {
  readonly id: string;
  readonly outcome: SeriesOutcome;
}

/** What an evaluation cost. */
export interface SourceReceipt {
  readonly calls: number;
  readonly metrics: number;
  /** Bytes of the answers, as they came over the wire. Absent where nobody counted. */
  readonly bytes?: number;
  readonly milliseconds: number;
  readonly estimatedDollars: number;
  /** By source, where several answered. */
  readonly sources?: Readonly<Record<string, SourceReceipt>>;
}

/** A metric source. Never throws for what the provider answers: that is an outcome. */
export interface MetricSource {
  readonly name: string;
  fetch(requests: readonly SeriesRequest[]): Promise<{ readonly answers: readonly SeriesAnswer[]; readonly receipt: SourceReceipt }>;
}
