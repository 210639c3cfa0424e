/**
 * The records of healing. They lie in the validations table, beside the validations:
 *
 *   key `environment#<destination>`           one Ledger per destination: every rollback there, healing's and the gate's
 *   key `problem#<source>:<id>`                one ProblemRecord per problem
 *
 * A ledger is written as a whole under the condition that nobody wrote since it was read. So one write is the claim on a
 * bad deployment, the cooldown, the daily limit and the list of what is never gone back to, and no two writers disagree.
 */
import type { RefusalCode } from '../contract/healing-events';
import type { Destination } from '../contract/destination';
import type { Revision } from '../gate/revision';
import type { Attribution } from './attribution/attribution';
import type { Problem } from './problem';

/** One thing that happened, for people. */
export interface TimelineEntry {
  /** Epoch milliseconds. */
  readonly at: number;
  /** One sentence of at most 300 characters. */
  readonly what: string;
}

/**
 * starting: announced; running: CodeDeploy is at it; verifying: deployed, and measured; then one of the ends.
 * succeeded: production has recovered; escalated: deployed, and not proven to have recovered; failed: not deployed;
 * withdrawn: somebody else acted before it began.
 */
export type RemediationState = 'starting' | 'running' | 'verifying' | 'succeeded' | 'escalated' | 'failed' | 'withdrawn';

/** The one rollback that a bad deployment may have. */
export interface Remediation {
  /** `<key of the destination>/<id of the bad deployment>` */
  readonly remediationId: string;
  readonly by: 'healing' | 'gate';
  readonly destination: Destination;
  readonly pipeline: string;
  readonly environment: string;
  readonly badDeploymentId: string;
  /** When the bad deployment was created. */
  readonly badDeploymentAt: number;
  /** The problem whose workflow goes on with it, where that is not the first; of the gate's: once healing follows it. */
  readonly owner?: string;
  /** The problems that it answers, the first being the one that it was begun for; at most 50. For the gate: none at first. */
  readonly problemIds: readonly string[];
  /** Of the bad build; for the gate: of the rejected one. */
  readonly validationId?: string;
  readonly action: 'redeploy' | 'stop';
  readonly from: Revision;
  readonly fromRelease: string;
  readonly to: Revision;
  readonly toRelease: string;
  readonly state: RemediationState;
  /** The deployment that undoes the bad one. */
  readonly deploymentId?: string;
  readonly reason: string;
  readonly startedAt: number;
  /** Until when its workflow may be silent (records/lease.ts); absent in records of older versions. */
  readonly leaseUntil?: number;
  /** When the rollback was deployed. */
  readonly deployedAt?: number;
  readonly endedAt?: number;
  /** At most 60; the newest are kept. */
  readonly timeline: readonly TimelineEntry[];
}

export interface Ledger {
  readonly destination: Destination;
  /** Newest first, at most 30. */
  readonly remediations: readonly Remediation[];
  /** Revisions that were rolled back from, newest first, at most 200: never gone back to. */
  readonly condemned: readonly Revision[];
}

/** What was decided about a problem. */
export type ProblemOutcome =
  /** Rolled back for it, or for another problem of the same deployment (`joined`). */
  | {
      readonly kind: 'remediation' | 'joined';
      readonly remediationId: string;
      readonly destination: Destination;
      readonly reason: string;
      readonly at: number;
    }
  | {
      readonly kind: 'refused';
      readonly code: RefusalCode;
      readonly reason: string;
      /** Of the deployment that it was attributed to, where there is one. */
      readonly pipeline?: string;
      readonly environment?: string;
      readonly at: number;
    };

export interface ProblemRecord {
  readonly problemId: string;
  readonly problem: Problem;
  readonly receivedAt: number;
  readonly resolvedAt?: number;
  /** Ranked, the likeliest first; at most 5. */
  readonly attributions?: readonly Attribution[];
  readonly outcome?: ProblemOutcome;
  /** At most 60; the newest are kept. */
  readonly timeline: readonly TimelineEntry[];
  /** What was told already: `started`, `ended`, `refused`, `runbooks`, `escalation-1` and so on. */
  readonly told: readonly string[];
}
