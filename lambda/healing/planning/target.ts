/** What an environment goes back to. Pure. */
import { sameRevision } from '../../gate/revision';
import type { Revision } from '../../gate/revision';
import type { Validation } from '../../gate/validation';

/**
 * Marks a release that cannot be gone back over, a migration of data for example: `rollback: unsafe` in the summary of
 * its source revision (of an S3 source the metadata `codepipeline-artifact-revision-summary`, else the commit message),
 * within the 100 characters that a validation keeps.
 */
export const isUnsafe = (release: string): boolean => /\brollback:\s*unsafe\b/i.test(release);

/** Approved on evidence, or by a person, who may know better than the evidence. */
const passed = ({ decision }: Validation): boolean =>
  decision?.decision === 'approve' && (decision.by === 'person' || decision.verdict === 'pass' || decision.verdict === 'warning');

/** Where the gate itself has rolled a build back, that build is never gone back to. */
const wasRolledBack = ({ remediation }: Validation): boolean => remediation !== undefined && remediation.state !== 'refused';

export type Target =
  | { readonly kind: 'found'; readonly revision: Revision; readonly release: string; readonly validationId: string }
  | { readonly kind: 'none' }
  /** The way there leads over a release that must not be gone back over. */
  | { readonly kind: 'unsafe'; readonly over: string };

export interface TargetSearch {
  /** Validations of the pipeline, newest first. */
  readonly validations: readonly Validation[];
  readonly stage: string;
  readonly current: Revision;
  /** Name of what is deployed now, where a validation knows it. */
  readonly currentRelease: string | undefined;
  readonly condemned: readonly Revision[];
}

/** The newest revision that passed in this stage, is not the current one and was never rolled back from. */
export const chooseTarget = ({ validations, stage, current, currentRelease, condemned }: TargetSearch): Target => {
  const here = validations.filter((one) => one.stage === stage);
  const usable = (one: Validation): boolean =>
    passed(one) &&
    !wasRolledBack(one) &&
    !sameRevision(one.deployment.revision, current) &&
    !condemned.some((bad) => sameRevision(bad, one.deployment.revision));
  const index = here.findIndex(usable);
  const found = here[index];
  if (found === undefined) {
    return { kind: 'none' };
  }
  const over = [...(currentRelease === undefined ? [] : [currentRelease]), ...here.slice(0, index).map(({ release }) => release)].find(
    isUnsafe,
  );
  return over === undefined
    ? { kind: 'found', revision: found.deployment.revision, release: found.release, validationId: found.validationId }
    : { kind: 'unsafe', over };
};
