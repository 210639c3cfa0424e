/** What the plan table is given, and what it can say. */
import type { RefusalCode } from '../../contract/healing-events';
import type { Deployment } from '../../gate/ports/deployments';
import type { SwitchReading } from '../../gate/ports/settings';
import type { Revision } from '../../gate/revision';
import type { Validation } from '../../gate/validation';
import type { AttributionResult } from '../attribution/attribute';
import type { PromotionState } from '../ports/promotions';
import type { Problem } from '../problem';
import type { Ledger, Remediation } from '../remediation';
import type { Limits } from './settings';
import type { Target } from './target';

/** Where the problem belongs, with everything that the plan asks of that place. */
export interface PlaceFacts {
  readonly pipeline: string;
  readonly environment: string;
  readonly stage: string;
  readonly limits: Limits;
  readonly ledger: Ledger;
  readonly current: Deployment & { readonly revision: Revision };
  /** Of what is deployed, where there is one. */
  readonly validation: Validation | undefined;
  readonly currentRelease: string | undefined;
  readonly target: Target;
  /** Whether the target is still in its bucket; `true` where there is no target. */
  readonly targetExists: boolean;
  /** What CodeDeploy would go back to by itself. */
  readonly lastSucceeded: Revision | undefined;
  readonly promotions: PromotionState;
  /** Services with problems of late, this one included. */
  readonly badServices: number;
}

export interface PlanFacts {
  readonly problem: Problem;
  readonly attribution: AttributionResult;
  /**
   * The remediation into whose time the problem falls: it began while the same bad deployment was there. For a problem
   * that the gate answers by itself: the gate's.
   */
  readonly answeredBy: Remediation | undefined;
  /** Of the first attribution; `undefined` where there is none. */
  readonly place: PlaceFacts | undefined;
  readonly killSwitch: SwitchReading;
  /** Whether there is still time to wait for evidence, or for a deployment to end. */
  readonly mayWait: boolean;
  readonly now: number;
}

export type FoundTarget = Extract<Target, { readonly kind: 'found' }>;

export type Plan =
  | { readonly kind: 'redeploy' | 'stop'; readonly target: FoundTarget; readonly reason: string }
  | { readonly kind: 'join'; readonly remediation: Remediation; readonly reason: string }
  /** A rollback that is under way is gone on with: the gate's own, or one whose workflow has died. */
  | { readonly kind: 'follow' | 'take-over'; readonly remediation: Remediation; readonly reason: string }
  | { readonly kind: 'wait'; readonly reason: string }
  | { readonly kind: 'refuse'; readonly code: RefusalCode; readonly reason: string };
