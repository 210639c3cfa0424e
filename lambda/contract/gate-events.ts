/** `detail` of the gate's own EventBridge events (source and detail types: environment.ts). Sent at least once each. */

/** Detail of `Gate Decision`. */
export interface GateDecisionDetail {
  readonly validationId: string;
  readonly pipeline: string;
  readonly stage: string;
  readonly executionId: string;
  /** Name for people of what is released. */
  readonly release: string;
  readonly decision: 'approve' | 'reject' | 'hold';
  readonly by: 'gate' | 'person';
  readonly mode: 'observe' | 'advise' | 'enforce';
  /** Absent where the decision rests on none. */
  readonly verdict?: 'pass' | 'warning' | 'fail' | 'inconclusive';
  /** Whether the approval was answered with it. */
  readonly answered: boolean;
  readonly reasons: readonly string[];
  /** When the validation was registered; epoch milliseconds. */
  readonly registeredAt: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Detail of `Gate Remediation`, sent when a rollback has ended, or was refused. */
export interface GateRemediationDetail {
  readonly validationId: string;
  readonly pipeline: string;
  readonly stage: string;
  readonly executionId: string;
  /** Name for people of the release that was rejected. */
  readonly fromRelease: string;
  /** Name for people of the release that was redeployed; absent where the rollback was refused. */
  readonly toRelease?: string;
  readonly outcome: 'succeeded' | 'failed' | 'refused';
  readonly deploymentId?: string;
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Detail of `Gate Remediation Started`, sent when a rollback is being deployed; its end is told by `Gate Remediation`. */
export interface GateRemediationStartedDetail {
  readonly validationId: string;
  readonly pipeline: string;
  readonly stage: string;
  readonly executionId: string;
  /** Name for people of the release that was rejected. */
  readonly fromRelease: string;
  /** Name for people of the release that is deployed again. */
  readonly toRelease: string;
  readonly deploymentId: string;
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly at: number;
}
