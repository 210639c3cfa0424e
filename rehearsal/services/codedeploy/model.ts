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
import type { Shift } from './function/app-spec';
import type { TrafficConfig } from './function/traffic';

/** What is deployed to: instances, or aliases of functions. */
export type Platform = 'Server' | 'Lambda';

export interface Application {
  readonly name: string;
  readonly platform: Platform;
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
  readonly platform: Platform;
  /** Names of the alarms that stop a deployment; of functions only. */
  readonly alarms: readonly string[];
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

export interface ServerConfig {
  readonly id: string;
  readonly name: string;
  readonly platform: 'Server';
  /** How many instances must stay untouched or good, given how many there are. */
  minimumHealthy(total: number): number;
  readonly minimum: { readonly type: 'HOST_COUNT' | 'FLEET_PERCENT'; readonly value: number };
}

/** How a deployment proceeds. */
export type Config = ServerConfig | TrafficConfig;

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
  /** Names of the alarms that stop it. */
  readonly alarms: readonly string[];
  /** Aborted by StopDeployment and by the end of the rehearsal. */
  readonly abort: AbortController;
  status: DeploymentStatus;
  startedAt?: number;
  completedAt?: number;
  error?: ErrorInformation;
  rollback?: RollbackInfo;
  instances: InstanceProgress[];
  /** Of a deployment to an alias: how far it is. */
  traffic?: TrafficProgress;
}

/** The progress of an alias. */
export interface TrafficProgress {
  readonly shift: Shift;
  /** Share of the new version, 0 to 1. */
  share: number;
  updatedAt: number;
}

export const isActive = ({ status }: Pick<Deployment, 'status'>): boolean =>
  status === 'Created' || status === 'Queued' || status === 'InProgress' || status === 'Ready';
