import type { Deployment } from '../ports/deployments';
import { sameRevision } from '../revision';
import type { CandidateDeployment } from '../validation';

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
