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
}
