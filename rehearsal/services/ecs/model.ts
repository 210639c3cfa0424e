/** What ECS keeps. Times are virtual epoch milliseconds. */
import type {
  DeploymentConfiguration,
  LoadBalancer,
  NetworkConfiguration,
  ServiceDeploymentLifecycleStage,
  ServiceDeploymentStatus,
} from '@aws-sdk/client-ecs';
import type { Container } from '../../compute/container';
import type { RegisterInput } from './inputs';

export interface TaskDefinition {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  readonly definition: RegisterInput;
  readonly registeredAt: number;
  readonly registeredBy: string;
}

export interface Cluster {
  readonly arn: string;
  readonly name: string;
}

/** A load balancer of a service, as far as blue/green needs it. */
export interface BlueGreenTargets {
  readonly containerName: string;
  readonly containerPort: number;
  /** The target group of the template and its alternate; one of them carries production traffic. */
  readonly groups: readonly [string, string];
  readonly productionListenerRule: string;
  /** The role in which ECS changes the load balancer. */
  readonly roleArn: string;
}

export interface Service {
  readonly arn: string;
  readonly name: string;
  readonly cluster: Cluster;
  readonly createdAt: number;
  readonly loadBalancers: readonly LoadBalancer[];
  readonly targets: BlueGreenTargets;
  readonly network: NetworkConfiguration;
  readonly graceSeconds: number;
  readonly deployments: ServiceDeployment[];
  readonly events: { readonly id: string; readonly createdAt: number; readonly message: string }[];
  configuration: DeploymentConfiguration;
  desiredCount: number;
  /** What the service is meant to run. */
  taskDefinition: TaskDefinition;
  /** The revision that production traffic goes to; undefined before the first deployment has come that far. */
  serving?: ServiceRevision;
}

export interface ServiceRevision {
  readonly arn: string;
  readonly taskDefinition: TaskDefinition;
  readonly createdAt: number;
  /** Target group that its tasks are in: the one that production traffic did not use when its deployment began. */
  group: string;
  readonly tasks: Task[];
}

export interface ServiceDeployment {
  readonly arn: string;
  /** `ecs-svc/…`, as DescribeServices names it. */
  readonly id: string;
  readonly service: Service;
  /** What served when it began; undefined for the first deployment of the service. */
  source?: ServiceRevision;
  readonly target: ServiceRevision;
  readonly configuration: DeploymentConfiguration;
  readonly createdAt: number;
  startedAt?: number;
  finishedAt?: number;
  stoppedAt?: number;
  updatedAt: number;
  status: ServiceDeploymentStatus;
  reason?: string;
  stage?: ServiceDeploymentLifecycleStage;
  /** Alarms that were in ALARM when it began: ignored until it ends. */
  ignoredAlarms: readonly string[];
  triggeredAlarms: readonly string[];
  failedTasks: number;
  rollback?: { readonly reason: string; readonly startedAt: number; readonly serviceRevisionArn: string };
  /** Why somebody wants it to end early. */
  stop?: { readonly type: 'ROLLBACK' | 'ABORT'; readonly reason: string };
  /** Resolves once it has ended, whichever way. */
  ended: Promise<void>;
}

export interface Task {
  readonly arn: string;
  readonly id: string;
  readonly service: Service;
  readonly revision: ServiceRevision;
  readonly createdAt: number;
  /** Private address that stands for a port of this machine. */
  readonly address: string;
  readonly port: number;
  status: 'PENDING' | 'RUNNING' | 'DEPROVISIONING' | 'STOPPED';
  startedAt?: number;
  stoppedAt?: number;
  stopCode?: 'TaskFailedToStart' | 'EssentialContainerExited' | 'ServiceSchedulerInitiated';
  stoppedReason?: string;
  exitCode?: number;
  container?: Container;
  imageDigest?: string;
  /** Ends the log driver once the last line is sent. */
  readonly logs: AbortController;
}

const open: ReadonlySet<ServiceDeploymentStatus> = new Set([
  'PENDING',
  'IN_PROGRESS',
  'STOP_REQUESTED',
  'ROLLBACK_REQUESTED',
  'ROLLBACK_IN_PROGRESS',
]);

export const isOpen = ({ status }: Pick<ServiceDeployment, 'status'>): boolean => open.has(status);

/** Whether a task of the revision is there or on its way. */
export const isAlive = ({ status }: Pick<Task, 'status'>): boolean => status === 'PENDING' || status === 'RUNNING';
