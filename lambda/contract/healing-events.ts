/** `detail` of healing's own EventBridge events (source and detail types: healing-environment.ts). Sent at least once each. */

/** Why a problem is not answered by a rollback of its own. */
export type RefusalCode =
  | 'not-a-deployment-problem'
  | 'no-deployment'
  | 'not-proven'
  | 'already-remediated'
  | 'remediation-running'
  | 'is-a-rollback'
  | 'person-decided'
  | 'locked'
  | 'many-services'
  | 'switched-off'
  | 'cooldown'
  | 'daily-limit'
  | 'no-target'
  | 'target-missing'
  | 'target-unsafe'
  | 'notify'
  | 'dry-run'
  | 'resolved'
  | 'settings-unreadable';

/** Detail of `Remediation Started` and `Remediation Ended`. */
export interface RemediationDetail {
  /** `<application>/<group>/<id of the bad deployment>` */
  readonly remediationId: string;
  readonly problemId: string;
  readonly pipeline: string;
  readonly environment: string;
  /** Who began it: healing, or the gate whose rollback healing follows. */
  readonly by: 'healing' | 'gate';
  /** How the bad deployment is undone: another one, or a stop of the running one with CodeDeploy's own rollback. */
  readonly action: 'redeploy' | 'stop';
  readonly fromRelease: string;
  readonly toRelease: string;
  /** Absent from `Remediation Started`. `escalated`: it went back, and production has not recovered. */
  readonly outcome?: 'succeeded' | 'escalated' | 'failed' | 'withdrawn';
  /** The deployment that undoes the bad one. */
  readonly deploymentId?: string;
  readonly reason: string;
  /** Signed link to the page of the problem. */
  readonly link: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Detail of `Remediation Refused`. */
export interface RefusalDetail {
  readonly problemId: string;
  readonly pipeline?: string;
  readonly environment?: string;
  readonly code: RefusalCode;
  readonly reason: string;
  readonly link: string;
  readonly at: number;
}
