/** What the gate shares with healing: a bad deployment has one rollback, whoever begins it. */
import type { Revision, Validation } from '../validation';
import type { DeploymentGroup } from './deployments';
import type { StartedRemediation } from './validation-store';

export interface RollbackClaims {
  /** Claims the deployment of a validation; a claim of the same validation is claimed again. */
  claim(
    validation: Validation,
    remediation: StartedRemediation,
  ): Promise<{ readonly kind: 'claimed' } | { readonly kind: 'taken'; readonly reason: string }>;
  /** Notes how the claimed rollback goes on. */
  note(validation: Validation, remediation: StartedRemediation): Promise<void>;
  /** Revisions of a group that were rolled back from, whoever did: never gone back to. */
  condemned(group: DeploymentGroup): Promise<readonly Revision[]>;
}
