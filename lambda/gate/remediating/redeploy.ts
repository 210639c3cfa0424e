/** Begins the redeployment that the record announces, exactly once. */
import type { Deployments } from '../ports/deployments';
import type { StartedRemediation } from '../ports/validation-store';
import type { Validation } from '../validation';

/** CodeDeploy's clock and ours may differ by this much, in milliseconds. */
const clockTolerance = 60_000;

/** After a crash, how long a deployment may take to show up in CodeDeploy's listing, in milliseconds. */
const listingDelay = 30_000;

const descriptionOf = ({ validationId, release, stage }: Validation, { toRelease }: StartedRemediation): string =>
  `Gate rollback of ${stage} from ${release} to ${toRelease}, validation ${validationId}`.slice(0, 1_000);

export type Begun = { readonly kind: 'begun'; readonly deploymentId: string } | { readonly kind: 'later' };

/**
 * A crash between CreateDeployment and the note of its id leaves a deployment that is found by its description. It is
 * looked for first, and a new one is made only when it had the time to show up; CodeDeploy itself refuses a second
 * deployment to a group while one is running.
 */
export const beginRedeployment = async (
  validation: Validation,
  remediation: StartedRemediation,
  deployments: Deployments,
  attempt: { readonly fresh: boolean; readonly now: number },
): Promise<Begun> => {
  const { deployment, validationId } = validation;
  if (!attempt.fresh) {
    const asked = { revision: remediation.to, since: remediation.startedAt - clockTolerance, mark: validationId };
    const made = await deployments.findAgain(deployment.destination, asked);
    if (made !== undefined) {
      return { kind: 'begun', deploymentId: made.deploymentId };
    }
    if (attempt.now < remediation.startedAt + listingDelay) {
      return { kind: 'later' };
    }
  }
  const created = await deployments.create(deployment.destination, remediation.to, descriptionOf(validation, remediation));
  return created.kind === 'created' ? { kind: 'begun', deploymentId: created.deploymentId } : { kind: 'later' };
};
