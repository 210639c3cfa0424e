/** What production goes back to. */
import { sameRevision } from '../looking/current-deployment';
import type { Artifacts } from '../ports/objects';
import type { ValidationStore } from '../ports/validation-store';
import type { Revision, Validation } from '../validation';

export interface Target {
  readonly revision: Revision;
  readonly release: string;
}

/** Approved on evidence, or by a person, who may know better than the evidence. */
const isValidated = ({ decision }: Validation): boolean =>
  decision?.decision === 'approve' && (decision.by === 'person' || decision.verdict === 'pass' || decision.verdict === 'warning');

/** The newest validated revision of the same stage that is not the rejected one and is still there to be deployed. */
export const findTarget = async (
  rejected: Validation,
  { validations, artifacts }: { readonly validations: ValidationStore; readonly artifacts: Artifacts },
): Promise<Target | undefined> => {
  for await (const earlier of validations.newestFirst(rejected.pipeline)) {
    const { stage, deployment, release } = earlier;
    const fits = stage === rejected.stage && isValidated(earlier) && !sameRevision(deployment.revision, rejected.deployment.revision);
    if (fits && (await artifacts.exists(deployment.revision))) {
      return { revision: deployment.revision, release };
    }
  }
  return undefined;
};
