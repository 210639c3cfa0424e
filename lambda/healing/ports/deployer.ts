/** What puts builds into an environment, as healing needs it. */
import type { Deployment, DeploymentGroup, Deployments } from '../../gate/ports/deployments';

export interface Deployer extends Deployments {
  /** The newest deployment to a group that succeeded; `undefined` where there was none. */
  lastSucceeded(group: DeploymentGroup): Promise<Deployment | undefined>;
  /** Stops a running deployment and lets CodeDeploy go back to the last that succeeded; nothing where it has ended. */
  stop(deploymentId: string): Promise<void>;
  /** The deployment that undoes a stopped one; `undefined` while there is none. */
  rollbackOf(deploymentId: string): Promise<string | undefined>;
}
