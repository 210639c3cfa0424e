/** What the gate shares with healing: a bad deployment has one rollback, whoever begins it. */
import type { Destination } from '../../contract/destination';
import type { Window } from '../../judge/series';
import type { Revision } from '../revision';
import type { Validation } from '../validation';
import type { StartedRemediation } from './validation-store';

export interface RollbackClaims {
  /** Claims the deployment of a validation; a claim of the same validation is claimed again. */
  claim(
    validation: Validation,
    remediation: StartedRemediation,
  ): Promise<{ readonly kind: 'claimed' } | { readonly kind: 'taken'; readonly reason: string }>;
  /** Notes how the claimed rollback goes on, and that it does; a claim that nothing is noted of for long is given up. */
  note(validation: Validation, remediation: StartedRemediation, now: number): Promise<void>;
  /** Revisions that were rolled back from at a destination, whoever did: never gone back to. */
  condemned(destination: Destination): Promise<readonly Revision[]>;
  /** Spans in which a bad deployment was there or was undone, whoever began that; one that goes on ends at Infinity. */
  incidents(destination: Destination): Promise<readonly Window[]>;
}
