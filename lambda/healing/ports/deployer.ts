/** What puts builds into an environment, as healing needs it. */
import type { Destination } from '../../contract/destination';
import type { Deployment, Deployments } from '../../gate/ports/deployments';

export interface Deployer<D extends Destination = Destination> extends Deployments<D> {
  /** The newest deployment to a destination that succeeded; `undefined` where there was none. */
  lastSucceeded(destination: D): Promise<Deployment | undefined>;
  /** Stops a running deployment and lets the service go back to the last that succeeded; nothing where it has ended. */
  stop(destination: D, deploymentId: string): Promise<void>;
  /** The deployment that undoes a stopped one; `undefined` while there is none. */
  rollbackOf(destination: D, deploymentId: string): Promise<string | undefined>;
}
