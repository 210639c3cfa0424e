/**
 * The record of one gate for one pipeline execution, as the table keeps it and as everything else reads it.
 */
import type { Destination } from '../contract/destination';
import type { GateMode } from '../contract/user-parameters';
import type { SignatureVerdict, VerdictName } from '../judge/verdict';
import type { Window } from '../sources/source';
import type { Revision } from './revision';

export type DecisionName = 'approve' | 'reject' | 'hold';

/** Where a validation stands. `abandoned`: its pipeline execution ended before a decision was needed. */
export type ValidationStatus = 'waiting' | 'decided' | 'abandoned';

/** The deployment that put the candidate where it is measured. */
export interface CandidateDeployment {
  readonly destination: Destination;
  readonly deploymentId: string;
  readonly revision: Revision;
  /** When the deployment was created; the end of a `beforeDeployment` baseline. */
  readonly startedAt: number;
}

/** What was decided, by whom and why. */
export interface Decision {
  readonly decision: DecisionName;
  /** `person` where somebody answered the approval before or instead of the gate. */
  readonly by: 'gate' | 'person';
  /** The verdict that it rests on; absent where there was none (no evidence, a person, an error). */
  readonly verdict?: VerdictName;
  /** One sentence each, the deciding one first; at most 20. */
  readonly reasons: readonly string[];
  readonly at: number;
  /** Whether the approval was answered with it (observe, advise and hold never answer). */
  readonly answered: boolean;
}

/** The answer to a rejected production gate. */
export type Remediation =
  | { readonly state: 'refused'; readonly reason: string; readonly at: number }
  | {
      readonly state: 'starting' | 'running' | 'succeeded' | 'failed';
      readonly from: Revision;
      readonly to: Revision;
      /** Name of the release that is redeployed, for people. */
      readonly toRelease: string;
      readonly deploymentId?: string;
      readonly reason: string;
      readonly startedAt: number;
      readonly endedAt?: number;
    };

/** One look at what has been measured so far. */
export interface Look {
  readonly at: number;
  readonly number: number;
  /** Whether the window was over, so that the look may decide. */
  readonly final: boolean;
  /**
   * What a look may do before the window is over: nothing (absent), reject what is proven bad, or also approve what is
   * proven good.
   */
  readonly early?: 'rejects' | 'decides';
  readonly verdict: VerdictName;
  readonly reasons: readonly string[];
  readonly signatures: readonly SignatureVerdict[];
  /** Key of the evidence in the evidence bucket. */
  readonly evidenceKey: string;
  /** Another deployment replaced the candidate while it was measured: no verdict on it is possible any more. */
  readonly deploymentChanged?: boolean;
}

/** Windows and waits of a validation; every time in epoch milliseconds. */
export interface Timing {
  readonly candidate: Window;
  readonly lookEverySeconds: number;
  readonly ingestionDelaySeconds: number;
  readonly extendSeconds: number;
  readonly extended: boolean;
}

/** A validation. Times are epoch milliseconds. */
export interface Validation {
  /** `executionId#stage#attempt`, the attempt being the CodePipeline job's id. */
  readonly validationId: string;
  readonly executionId: string;
  readonly pipeline: string;
  readonly stage: string;
  readonly attempt: string;
  readonly approvalAction: string;
  readonly mode: GateMode;
  readonly status: ValidationStatus;
  readonly registeredAt: number;
  readonly service: string;
  readonly comparison: string;
  /** Name for people of what is released: the source revision's summary, else its id. */
  readonly release: string;
  readonly monspecKey: string;
  readonly monspecSha256: string;
  readonly deployment: CandidateDeployment;
  readonly timing: Timing;
  readonly lastLook?: Look;
  readonly decision?: Decision;
  readonly remediation?: Remediation;
  /** What the linter found in the monspec, one sentence each; absent where it is clean. */
  readonly findings?: readonly string[];
  /** Where the monspec asks for less than the platform's policy; the gate then never approves. Absent where nowhere. */
  readonly belowFloor?: readonly string[];
  /** Set by a person: what later candidates are also held against, or what must never be compared with. */
  readonly baseline?: 'pinned' | 'invalid';
  /** A `ROLLBACK` execution is measured, but a person answers it: `mode` is then never `enforce`. */
  readonly executionType?: 'STANDARD' | 'ROLLBACK';
  /** Why nothing was decided, where the pipeline execution ended first. */
  readonly abandonment?: { readonly reason: string; readonly at: number };
  /** When people and systems were told of the decision, and of the end of the rollback. */
  readonly decisionToldAt?: number;
  readonly remediationToldAt?: number;
  /** Epoch seconds; absent on the last approved validation of a stage. */
  readonly expiresAt?: number;
}
