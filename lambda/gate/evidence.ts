/**
 * The evidence of one look: everything that the judge was given, so that its verdict can be replayed to the byte.
 * Stored as JSON at `<pipeline>/<executionId>/<stage>/<attempt>/look-<number>.json`.
 */
import type { SeriesOutcome } from '../judge/series';
import type { Verdict } from '../judge/verdict';
import type { Comparison, ServiceSpec } from '../monspec/monspec';
import type { SourceReceipt, Window } from '../sources/source';

export interface Evidence {
  /** Version of this document and of the judge that read it; a replay refuses any other. */
  readonly engine: string;
  readonly validationId: string;
  readonly look: number;
  readonly at: number;
  readonly monspecSha256: string;
  readonly service: ServiceSpec;
  readonly comparison: Comparison;
  readonly windows: { readonly candidate: Window; readonly baseline: Window };
  /** Whether the compared environment ran anything at all in the baseline's window. */
  readonly baselineExists: boolean;
  /** Deployment ids seen in the candidate's environment at the start and at the time of the look. */
  readonly deployments: { readonly registered: string; readonly current: string };
  /** By signature id. */
  readonly measured: Readonly<Record<string, { readonly candidate: SeriesOutcome; readonly baseline: SeriesOutcome }>>;
  readonly verdict: Verdict;
  readonly receipt: SourceReceipt;
}
