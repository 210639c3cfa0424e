/** What production goes back to. */
import type { RollbackClaims } from '../ports/claims';
import type { Revisions } from '../ports/revisions';
import type { ValidationStore } from '../ports/validation-store';
import type { Revision } from '../revision';
import { sameRevision } from '../revision';
import type { Validation } from '../validation';

export interface Target {
  readonly revision: Revision;
  readonly release: string;
}

/** Approved on evidence, or by a person, who may know better than the evidence. */
const isValidated = ({ decision }: Validation): boolean =>
  decision?.decision === 'approve' && (decision.by === 'person' || decision.verdict === 'pass' || decision.verdict === 'warning');

/** The newest validated revision of the same stage that was never rolled back from and is still there to be deployed. */
export const findTarget = async (
  rejected: Validation,
  {
    validations,
    revisions,
    claims,
  }: { readonly validations: ValidationStore; readonly revisions: Revisions; readonly claims: RollbackClaims },
): Promise<Target | undefined> => {
  const condemned = await claims.condemned(rejected.deployment.destination);
  for await (const earlier of validations.newestFirst(rejected.pipeline)) {
    const { stage, deployment, release } = earlier;
    const spent = [rejected.deployment.revision, ...condemned].some((one) => sameRevision(one, deployment.revision));
    const fits = stage === rejected.stage && isValidated(earlier) && !spent;
    if (fits && (await revisions.exists(deployment.revision, deployment.destination.account))) {
      return { revision: deployment.revision, release };
    }
  }
  return undefined;
};
