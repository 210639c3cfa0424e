/** What ECS shows of what it keeps. */
import type * as ecs from '@aws-sdk/client-ecs';
import { isAlive, isOpen, type Service, type ServiceDeployment, type ServiceRevision, type TaskDefinition } from './model';
import { at } from './time-view';

export const definitionView = ({ arn, revision, definition, registeredAt, registeredBy }: TaskDefinition): ecs.TaskDefinition => {
  const { tags: _tags, ...members } = definition;
  return {
    ...(members as ecs.TaskDefinition),
    taskDefinitionArn: arn,
    revision,
    status: 'ACTIVE',
    compatibilities: ['EC2', 'FARGATE'],
    registeredAt: new Date(registeredAt),
    registeredBy,
  };
};

const running = ({ tasks }: ServiceRevision): number => tasks.filter(({ status }) => status === 'RUNNING').length;
const pending = ({ tasks }: ServiceRevision): number => tasks.filter(({ status }) => status === 'PENDING').length;

const counts = (revision: ServiceRevision, desired: number) => ({
  requestedTaskCount: desired,
  runningTaskCount: running(revision),
  pendingTaskCount: pending(revision),
});

export const serviceView = (service: Service): ecs.Service => {
  const current = service.deployments.findLast(isOpen);
  const revisions = revisionsOf(service);
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.cluster.arn,
    status: 'ACTIVE',
    desiredCount: service.desiredCount,
    runningCount: revisions.reduce((sum, revision) => sum + running(revision), 0),
    pendingCount: revisions.reduce((sum, revision) => sum + pending(revision), 0),
    launchType: 'FARGATE',
    platformVersion: 'LATEST',
    taskDefinition: service.taskDefinition.arn,
    deploymentConfiguration: service.configuration,
    deploymentController: { type: 'ECS' },
    loadBalancers: [...service.loadBalancers],
    networkConfiguration: service.network,
    healthCheckGracePeriodSeconds: service.graceSeconds,
    schedulingStrategy: 'REPLICA',
    createdAt: new Date(service.createdAt),
    deployments: deploymentsOf(service),
    events: service.events.toReversed().map(({ id, createdAt, message }) => ({ id, createdAt: new Date(createdAt), message })),
    ...(current === undefined ? {} : { currentServiceDeployment: current.arn }),
    currentServiceRevisions: revisions.map((revision) => ({ arn: revision.arn, ...counts(revision, service.desiredCount) })),
  };
};

/** Revisions that still have tasks. */
const revisionsOf = (service: Service): ServiceRevision[] => {
  const { serving } = service;
  const target = service.deployments.at(-1)?.target;
  return [...new Set([target, serving])].flatMap((revision) =>
    revision !== undefined && (revision === serving || revision.tasks.some(isAlive)) ? [revision] : [],
  );
};

/** The newest deployment is PRIMARY; the one that it replaces stays ACTIVE as long as it has tasks. */
const deploymentsOf = (service: Service): ecs.Deployment[] => {
  const newest = service.deployments.at(-1);
  if (newest === undefined) return [];
  const rolledBack = newest.status === 'ROLLBACK_SUCCESSFUL' || newest.status === 'STOPPED';
  const earlier = service.deployments.findLast((one) => one !== newest && one.target === service.serving);
  const primary = rolledBack && earlier !== undefined ? earlier : newest;
  const others = earlier === undefined || primary === earlier || !earlier.target.tasks.some(isAlive) ? [] : [earlier];
  return [primary, ...others].map((one, index) => deploymentView(one, index === 0 ? 'PRIMARY' : 'ACTIVE'));
};

const rollout = ({ status }: ServiceDeployment): ecs.DeploymentRolloutState =>
  status === 'SUCCESSFUL' ? 'COMPLETED' : isOpen({ status }) ? 'IN_PROGRESS' : 'FAILED';

const deploymentView = (deployment: ServiceDeployment, status: string): ecs.Deployment => ({
  id: deployment.id,
  status,
  taskDefinition: deployment.target.taskDefinition.arn,
  desiredCount: deployment.service.desiredCount,
  runningCount: running(deployment.target),
  pendingCount: pending(deployment.target),
  failedTasks: deployment.failedTasks,
  createdAt: new Date(deployment.createdAt),
  updatedAt: new Date(deployment.updatedAt),
  launchType: 'FARGATE',
  networkConfiguration: deployment.service.network,
  rolloutState: rollout(deployment),
  rolloutStateReason: deployment.reason ?? `ECS deployment ${deployment.id} ${isOpen(deployment) ? 'in progress' : 'completed'}.`,
});

export const briefView = (deployment: ServiceDeployment): ecs.ServiceDeploymentBrief => ({
  serviceDeploymentArn: deployment.arn,
  serviceArn: deployment.service.arn,
  clusterArn: deployment.service.cluster.arn,
  createdAt: new Date(deployment.createdAt),
  ...at('startedAt', deployment.startedAt),
  ...at('finishedAt', deployment.finishedAt),
  targetServiceRevisionArn: deployment.target.arn,
  status: deployment.status,
  ...(deployment.reason === undefined ? {} : { statusReason: deployment.reason }),
});

export const serviceDeploymentView = (deployment: ServiceDeployment): ecs.ServiceDeployment => {
  const { source, target, service, configuration, rollback, stage } = deployment;
  const { targetServiceRevisionArn: _arn, ...brief } = briefView(deployment);
  const shifted = service.serving === target ? 100 : 0;
  return {
    ...brief,
    ...at('stoppedAt', deployment.stoppedAt),
    updatedAt: new Date(deployment.updatedAt),
    sourceServiceRevisions:
      source === undefined
        ? []
        : [{ arn: source.arn, ...counts(source, service.desiredCount), requestedProductionTrafficWeight: 100 - shifted }],
    targetServiceRevision: { arn: target.arn, ...counts(target, service.desiredCount), requestedProductionTrafficWeight: shifted },
    ...(stage === undefined ? {} : { lifecycleStage: stage }),
    deploymentConfiguration: configuration,
    ...(rollback === undefined ? {} : { rollback: { ...rollback, startedAt: new Date(rollback.startedAt) } }),
    ...monitors(deployment),
  };
};

const monitors = (deployment: ServiceDeployment): Pick<ecs.ServiceDeployment, 'alarms' | 'deploymentCircuitBreaker'> => {
  const { alarms, deploymentCircuitBreaker: breaker } = deployment.configuration;
  const calm = isOpen(deployment) ? ('MONITORING' as const) : ('MONITORING_COMPLETE' as const);
  return {
    ...(alarms?.enable === true
      ? {
          alarms: {
            status: deployment.triggeredAlarms.length > 0 ? 'TRIGGERED' : calm,
            alarmNames: alarms.alarmNames ?? [],
            triggeredAlarmNames: [...deployment.triggeredAlarms],
          },
        }
      : {}),
    ...(breaker?.enable === true
      ? {
          deploymentCircuitBreaker: {
            status: deployment.failedTasks >= failureThreshold(deployment.service.desiredCount) ? 'TRIGGERED' : calm,
            failureCount: deployment.failedTasks,
            threshold: failureThreshold(deployment.service.desiredCount),
          },
        }
      : {}),
  };
};

/** Half of the wanted tasks, at least 3 and at most 200, as the circuit breaker counts. */
export const failureThreshold = (desired: number): number => Math.min(200, Math.max(3, Math.ceil(desired / 2)));
