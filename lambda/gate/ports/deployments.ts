/** CodeDeploy, as the gate needs it. */
import type { Revision } from '../validation';

/** Where deployments go. */
export interface DeploymentGroup {
  readonly applicationName: string;
  readonly deploymentGroupName: string;
}

export type DeploymentStatus = 'running' | 'succeeded' | 'failed';

export interface Deployment {
  readonly deploymentId: string;
  readonly status: DeploymentStatus;
  /** Absent for a revision that does not lie in S3: it cannot be deployed again by the gate. */
  readonly revision?: Revision;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Epoch milliseconds; absent while it runs. */
  readonly completedAt?: number;
  readonly description?: string;
  /** Made by CodeDeploy for instances that joined the group later, with the group's own revision. */
  readonly byAutoScaling: boolean;
  /** Made by CodeDeploy itself to undo another deployment. */
  readonly isRollback?: boolean;
  /** One sentence for people on why it failed. */
  readonly failure?: string;
}

export interface Deployments {
  /** The newest deployment to a group, whatever became of it; `undefined` where there was none. */
  latest(group: DeploymentGroup): Promise<Deployment | undefined>;
  get(deploymentId: string): Promise<Deployment>;
  /** Whether a deployment to the group had succeeded before this instant (epoch ms). */
  succeededBefore(group: DeploymentGroup, instant: number): Promise<boolean>;
  /** The deployment created since this instant (epoch ms) whose description contains the text. */
  findByDescription(group: DeploymentGroup, since: number, text: string): Promise<Deployment | undefined>;
  /** Deploys a revision; `busy` where another deployment to the group is running. */
  create(
    group: DeploymentGroup,
    revision: Revision,
    description: string,
  ): Promise<{ readonly kind: 'created'; readonly deploymentId: string } | { readonly kind: 'busy' }>;
}
