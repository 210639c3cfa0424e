/** What CodeDeploy keeps. Times are virtual epoch milliseconds. */
import type {
  AutoRollbackEvent,
  DeploymentCreator,
  DeploymentStatus,
  DeploymentStyle,
  ErrorInformation,
  FileExistsBehavior,
  LifecycleEvent,
  LoadBalancerInfo,
  RevisionLocation,
  RollbackInfo,
  TargetStatus,
} from '@aws-sdk/client-codedeploy';

export interface Application {
  readonly name: string;
  readonly id: string;
  readonly groups: Map<string, Group>;
  readonly revisions: Revision[];
}

export interface Revision {
  readonly location: RevisionLocation;
  readonly description?: string;
  readonly registeredAt: number;
  firstUsedAt?: number;
  lastUsedAt?: number;
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly application: string;
  readonly configName: string;
  readonly serviceRoleArn: string;
  readonly autoScalingGroups: readonly string[];
  readonly style: DeploymentStyle;
  readonly loadBalancer?: LoadBalancerInfo;
  /** Names of the target groups that traffic is taken from while an instance is deployed to. */
  readonly targetGroups: readonly string[];
  readonly rollbackEvents: readonly AutoRollbackEvent[];
  lastSuccessful?: Deployment;
  lastAttempted?: Deployment;
}

export interface Config {
  readonly id: string;
  readonly name: string;
  /** How many instances must stay untouched or good, given how many there are. */
  minimumHealthy(total: number): number;
  readonly minimum: { readonly type: 'HOST_COUNT' | 'FLEET_PERCENT'; readonly value: number };
}

/** The progress of one instance. */
export interface InstanceProgress {
  readonly instanceId: string;
  status: TargetStatus;
  updatedAt: number;
  readonly events: LifecycleEvent[];
}

export interface Deployment {
  readonly id: string;
  readonly group: Group;
  readonly revision: RevisionLocation;
  readonly previousRevision?: RevisionLocation;
  readonly configName: string;
  readonly description?: string;
  readonly creator: DeploymentCreator;
  readonly ignoreApplicationStopFailures: boolean;
  readonly fileExistsBehavior: FileExistsBehavior;
  readonly createdAt: number;
  /** Aborted by StopDeployment and by the end of the rehearsal. */
  readonly abort: AbortController;
  status: DeploymentStatus;
  startedAt?: number;
  completedAt?: number;
  error?: ErrorInformation;
  rollback?: RollbackInfo;
  instances: InstanceProgress[];
}

export const isActive = ({ status }: Pick<Deployment, 'status'>): boolean =>
  status === 'Created' || status === 'Queued' || status === 'InProgress' || status === 'Ready';
