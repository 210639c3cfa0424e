/** One deployment on one instance: every lifecycle event in order, until one fails. */
import type { LifecycleEvent } from '@aws-sdk/client-codedeploy';
import type { Cloud } from '../../cloud/cloud';
import type { Instance } from '../../compute/instance';
import { Agent } from './agent/agent';
import { AgentError } from './agent/agent-error';
import { lifecycle, type LifecycleEventName } from './agent/lifecycle';
import { instanceEvent } from './events';
import type { Deployment, InstanceProgress } from './model';

/** Whether the deployment replaces the application behind a load balancer. */
export const controlsTraffic = ({ group }: Deployment): boolean =>
  group.style.deploymentOption === 'WITH_TRAFFIC_CONTROL' && group.targetGroups.length > 0;

/** The progress of an instance that has not been reached yet. */
export const pending = (deployment: Deployment, instance: Instance, now: number): InstanceProgress => ({
  instanceId: instance.id,
  status: 'Pending',
  updatedAt: now,
  events: lifecycle(controlsTraffic(deployment)).map((name) => ({ lifecycleEventName: name, status: 'Pending' })),
});

/** Never rejects: the outcome is in the progress. */
export const runOnInstance = async (
  cloud: Cloud,
  deployment: Deployment,
  instance: Instance,
  progress: InstanceProgress,
): Promise<void> => {
  const agent = new Agent(cloud, instance, deployment);
  mark(cloud, progress, 'InProgress');
  instanceEvent(cloud, deployment, instance.id, 'START');
  for (const event of progress.events) {
    const good = await runEvent(cloud, deployment, agent, event);
    progress.updatedAt = cloud.clock.now();
    if (!good && !forgiven(deployment, event)) return fail(cloud, deployment, instance, progress, event);
  }
  agent.remember();
  mark(cloud, progress, 'Succeeded');
  instanceEvent(cloud, deployment, instance.id, 'SUCCESS');
};

const runEvent = async (cloud: Cloud, { abort: { signal } }: Deployment, agent: Agent, event: LifecycleEvent): Promise<boolean> => {
  event.status = 'InProgress';
  event.startTime = new Date(cloud.clock.now());
  try {
    signal.throwIfAborted();
    await agent.run(event.lifecycleEventName as LifecycleEventName, signal);
    event.status = 'Succeeded';
    event.diagnostics = { errorCode: 'Success', scriptName: '', message: 'Succeeded', logTail: '' };
  } catch (error) {
    event.status = 'Failed';
    event.diagnostics = diagnostics(error);
  }
  event.endTime = new Date(cloud.clock.now());
  return event.status === 'Succeeded';
};

const diagnostics = (error: unknown): NonNullable<LifecycleEvent['diagnostics']> => {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof AgentError)) return { errorCode: 'UnknownError', scriptName: '', message, logTail: '' };
  return { errorCode: error.code, scriptName: error.scriptName, message, logTail: error.logTail };
};

/** A rollback may go past the stop script of the revision that it replaces. */
const forgiven = ({ ignoreApplicationStopFailures, abort }: Deployment, event: LifecycleEvent): boolean =>
  ignoreApplicationStopFailures && event.lifecycleEventName === 'ApplicationStop' && !abort.signal.aborted;

const fail = (cloud: Cloud, deployment: Deployment, instance: Instance, progress: InstanceProgress, event: LifecycleEvent): void => {
  mark(cloud, progress, 'Failed');
  for (const later of progress.events) if (later.status === 'Pending') later.status = 'Skipped';
  instanceEvent(cloud, deployment, instance.id, 'FAILURE');
  cloud.log('codedeploy', `${event.lifecycleEventName} failed`, {
    deployment: deployment.id,
    instance: instance.id,
    ...event.diagnostics,
  });
};

const mark = (cloud: Cloud, progress: InstanceProgress, status: InstanceProgress['status']): void => {
  progress.status = status;
  progress.updatedAt = cloud.clock.now();
};
