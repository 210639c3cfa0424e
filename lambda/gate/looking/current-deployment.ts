import type { Deployment } from '../ports/deployments';
import type { CandidateDeployment, Revision } from '../validation';

/** Whether two revisions are the same object. */
export const sameRevision = (a: Revision, b: Revision): boolean =>
  a.bucket === b.bucket && a.key === b.key && a.version === b.version && a.eTag === b.eTag;

/**
 * Id of the deployment that is in the candidate's environment now. Instances that join an Auto Scaling group get the
 * same revision by a deployment of their own; that replaces nothing.
 */
export const currentDeploymentId = (candidate: CandidateDeployment, latest: Deployment | undefined): string => {
  if (latest === undefined) {
    return '(none)';
  }
  const joined = latest.byAutoScaling && latest.revision !== undefined && sameRevision(latest.revision, candidate.revision);
  return joined ? candidate.deploymentId : latest.deploymentId;
};
