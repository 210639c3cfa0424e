import { expiryFrom } from '../registration/new-validation';
import type { ValidationStore } from '../ports/validation-store';
import type { Validation } from '../validation';

/**
 * Lets earlier approvals of the stage expire; the newest one never does, so that there is always something to go back to.
 * Repeatable: it mends what a crash left over.
 */
export const retireEarlierApprovals = async (
  { pipeline, stage }: Pick<Validation, 'pipeline' | 'stage'>,
  validations: ValidationStore,
  now: number,
): Promise<void> => {
  let newest = true;
  for await (const { validationId, stage: its, decision, expiresAt, baseline } of validations.newestFirst(pipeline)) {
    if (its !== stage || decision?.decision !== 'approve') {
      continue;
    }
    if (!newest && expiresAt === undefined && baseline !== 'pinned') {
      await validations.expire(validationId, expiryFrom(now));
    }
    newest = false;
  }
};
