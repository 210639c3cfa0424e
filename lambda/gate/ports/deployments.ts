/** What puts builds into an environment, as the gate needs it. */
import type { Destination } from '../../contract/destination';
import type { Window } from '../../judge/series';
import type { Revision } from '../revision';

export type DeploymentStatus = 'running' | 'succeeded' | 'failed';

export interface Deployment {
  readonly deploymentId: string;
  readonly status: DeploymentStatus;
  /** Absent for one of a kind that cannot be deployed again by the gate. */
  readonly revision?: Revision;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Epoch milliseconds; absent while it runs. */
  readonly completedAt?: number;
  readonly description?: string;
  /** Made by CodeDeploy for instances that joined the group later, with the group's own revision. */
  readonly byAutoScaling: boolean;
  /** Made by the service itself to undo another deployment. */
  readonly isRollback?: boolean;
  /** One sentence for people on why it failed. */
  readonly failure?: string;
}

/** What was and is deployed to destinations of a kind. */
export interface DeploymentHistory<D extends Destination = Destination> {
  /** The newest deployment to a destination, whatever became of it; `undefined` where there was none. */
  latest(destination: D): Promise<Deployment | undefined>;
  get(destination: D, deploymentId: string): Promise<Deployment>;
  /** Whether a deployment to the destination had succeeded before this instant (epoch ms). */
  succeededBefore(destination: D, instant: number): Promise<boolean>;
}

/** When destinations of a kind were deployed to, by a pipeline or by hand. */
export interface DeploymentTimes<D extends Destination = Destination> {
  /**
   * Every deployment that was under way at some time of a span, from its creation until it ended; one that goes on ends at
   * Infinity. New instances that get what the others have are none.
   * @throws where that cannot be told for the whole span.
   */
  during(destination: D, span: Window): Promise<readonly Window[]>;
}

/** What was asked for, to find it again after a crash. */
export interface Asked {
  readonly revision: Revision;
  /** Not before this instant (epoch ms). */
  readonly since: number;
  /** Part of the description that `create` was given. */
  readonly mark: string;
}

/** What becomes of the wish to deploy; `busy` where another deployment to the destination is running. */
export type Created = { readonly kind: 'created'; readonly deploymentId: string } | { readonly kind: 'busy' };

export interface Deployments<D extends Destination = Destination> extends DeploymentHistory<D> {
  /** The deployment that an earlier `create` made; `undefined` where there is none (yet). */
  findAgain(destination: D, asked: Asked): Promise<Deployment | undefined>;
  /** Deploys a revision again. */
  create(destination: D, revision: Revision, description: string): Promise<Created>;
}
