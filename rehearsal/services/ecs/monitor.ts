/** What watches a service deployment: alarms, the circuit breaker, and people who stop it. */
import type { DescribeAlarmsOutput } from '@aws-sdk/client-cloudwatch';
import type { Cloud } from '../../cloud/cloud';
import { DeploymentEnded } from './deployment-end';
import type { ServiceDeployment } from './model';
import { failureThreshold } from './views';

const ecs = { kind: 'service', name: 'ecs.amazonaws.com' } as const;

/** Names of the deployment's alarms that are in ALARM now. */
const inAlarm = async (cloud: Cloud, { configuration }: ServiceDeployment): Promise<readonly string[]> => {
  const { alarms } = configuration;
  if (alarms?.enable !== true || (alarms.alarmNames ?? []).length === 0) return [];
  const input = { AlarmNames: alarms.alarmNames, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], StateValue: 'ALARM' };
  const found = await cloud.call<DescribeAlarmsOutput>('monitoring', 'DescribeAlarms', input, ecs);
  return [...(found.MetricAlarms ?? []), ...(found.CompositeAlarms ?? [])].flatMap(({ AlarmName }) => AlarmName ?? []);
};

/** An alarm that is in ALARM already says nothing about this deployment: it is left out until the deployment ends. */
export const ignoreOldAlarms = async (cloud: Cloud, deployment: ServiceDeployment): Promise<void> => {
  deployment.ignoredAlarms = await inAlarm(cloud, deployment);
};

/** Throws DeploymentEnded where the deployment must not go on. */
export const check = async (cloud: Cloud, deployment: ServiceDeployment): Promise<void> => {
  const { stop, ignoredAlarms, configuration, service } = deployment;
  if (stop?.type === 'ABORT') throw new DeploymentEnded({ kind: 'abort', reason: stop.reason });
  if (stop?.type === 'ROLLBACK') throw new DeploymentEnded({ kind: 'rollback', reason: stop.reason, alarms: [] });
  if (configuration.deploymentCircuitBreaker?.enable === true && deployment.failedTasks >= failureThreshold(service.desiredCount)) {
    throw new DeploymentEnded({ kind: 'rollback', reason: `tasks failed to start.`, alarms: [] });
  }
  const alarms = (await inAlarm(cloud, deployment)).filter((name) => !ignoredAlarms.includes(name));
  if (alarms.length === 0) return;
  throw new DeploymentEnded({ kind: 'rollback', reason: `alarm detected (${alarms.join(', ')}).`, alarms });
};
