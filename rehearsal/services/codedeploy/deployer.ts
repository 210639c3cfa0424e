/** Runs deployments: instance by instance, as the deployment configuration has it. */
import type { ErrorInformation } from '@aws-sdk/client-codedeploy';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { fleetOf } from '../../compute/fleet';
import type { Instance } from '../../compute/instance';
import { batchSize, hasFailed } from './config';
import { deploymentEvent } from './events';
import { pending, runOnInstance } from './instance-run';
import { shiftTraffic } from './function/shift-traffic';
import type { Config, Deployment, ServerConfig } from './model';

const messages = {
  NO_INSTANCES:
    'The deployment failed because no instances were found for your deployment group. Check your deployment group settings to make sure the tags for your Amazon EC2 instances or Auto Scaling groups correctly identify the instances you want to deploy to, and then try again.',
  HEALTH_CONSTRAINTS:
    'The overall deployment failed because too many individual instances failed deployment, too few healthy instances are available for deployment, or some instances in your deployment group are experiencing problems.',
  MANUAL_STOP: 'The deployment was stopped by a request.',
} as const;

/** Runs the deployment to its end; never rejects for what a deployment may meet. */
export const deploy = async (cloud: Cloud, deployment: Deployment, config: Config): Promise<void> => {
  deployment.status = 'InProgress';
  deployment.startedAt = cloud.clock.now();
  deploymentEvent(cloud, deployment, 'START');
  const error = (await denied(cloud, deployment)) ?? (await onPlatform(cloud, deployment, config));
  deployment.completedAt = cloud.clock.now();
  if (deployment.abort.signal.aborted) return end(cloud, deployment, 'Stopped', { code: 'MANUAL_STOP', message: messages.MANUAL_STOP });
  if (error !== undefined) return end(cloud, deployment, error.code === 'ALARM_ACTIVE' ? 'Stopped' : 'Failed', error);
  deployment.group.lastSuccessful = deployment;
  end(cloud, deployment, 'Succeeded');
};

/** CodeDeploy acts with the service role of the group. */
const denied = async (cloud: Cloud, { group, id }: Deployment): Promise<ErrorInformation | undefined> => {
  try {
    const session = { RoleArn: group.serviceRoleArn, RoleSessionName: id };
    await cloud.call('sts', 'AssumeRole', session, { kind: 'service', name: 'codedeploy.amazonaws.com' });
    return undefined;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { code: 'IAM_ROLE_PERMISSIONS', message: error.message };
  }
};

const onPlatform = (cloud: Cloud, deployment: Deployment, config: Config): Promise<ErrorInformation | undefined> => {
  switch (config.platform) {
    case 'Server':
      return onInstances(cloud, deployment, config);
    case 'Lambda':
      return shiftTraffic(cloud, deployment, config);
  }
};

const onInstances = async (cloud: Cloud, deployment: Deployment, config: ServerConfig): Promise<ErrorInformation | undefined> => {
  const instances = deployment.group.autoScalingGroups.flatMap((name) => fleetOf(cloud).ofGroup(name));
  deployment.instances = instances.map((instance) => pending(deployment, instance, cloud.clock.now()));
  if (instances.length === 0) return { code: 'NO_INSTANCES', message: messages.NO_INSTANCES };
  const size = batchSize(config, instances.length);
  for (let at = 0; at < instances.length; at += size) {
    await Promise.all(instances.slice(at, at + size).map((instance) => onInstance(cloud, deployment, instance)));
    const failed = deployment.instances.filter(({ status }) => status === 'Failed').length;
    const left = Math.max(0, instances.length - at - size);
    if (hasFailed(config, { total: instances.length, failed, left })) return skipRest(deployment);
  }
  return undefined;
};

const onInstance = async (cloud: Cloud, deployment: Deployment, instance: Instance): Promise<void> => {
  const progress = deployment.instances.find(({ instanceId }) => instanceId === instance.id);
  if (progress !== undefined) await runOnInstance(cloud, deployment, instance, progress);
};

const skipRest = (deployment: Deployment): ErrorInformation => {
  for (const progress of deployment.instances) if (progress.status === 'Pending') progress.status = 'Skipped';
  return { code: 'HEALTH_CONSTRAINTS', message: messages.HEALTH_CONSTRAINTS };
};

const end = (cloud: Cloud, deployment: Deployment, status: 'Succeeded' | 'Failed' | 'Stopped', error?: ErrorInformation): void => {
  deployment.status = status;
  if (error !== undefined) deployment.error = error;
  const states = { Succeeded: 'SUCCESS', Failed: 'FAILURE', Stopped: 'STOP' } as const;
  deploymentEvent(cloud, deployment, states[status]);
};
