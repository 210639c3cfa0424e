/** Answers of the read operations, in the shapes of the API. Pure. */
import type {
  DeploymentConfigInfo,
  DeploymentGroupInfo,
  DeploymentInfo,
  DeploymentOverview,
  DeploymentTarget,
  GetApplicationRevisionOutput,
  LastDeploymentInfo,
} from '@aws-sdk/client-codedeploy';
import type { Cloud } from '../../cloud/cloud';
import type { Application, Config, Deployment, Group, InstanceProgress, Revision, TrafficProgress } from './model';

const date = <Key extends string>(key: Key, time: number | undefined): { [K in Key]?: Date } =>
  time === undefined ? {} : ({ [key]: new Date(time) } as { [K in Key]: Date });

export const deploymentView = (deployment: Deployment): DeploymentInfo => ({
  applicationName: deployment.group.application,
  deploymentGroupName: deployment.group.name,
  deploymentConfigName: deployment.configName,
  deploymentId: deployment.id,
  ...(deployment.previousRevision === undefined ? {} : { previousRevision: deployment.previousRevision }),
  revision: deployment.revision,
  status: deployment.status,
  ...(deployment.error === undefined ? {} : { errorInformation: deployment.error }),
  createTime: new Date(deployment.createdAt),
  ...date('startTime', deployment.startedAt),
  ...date('completeTime', deployment.completedAt),
  deploymentOverview: overview(deployment.instances),
  ...(deployment.description === undefined ? {} : { description: deployment.description }),
  creator: deployment.creator,
  ignoreApplicationStopFailures: deployment.ignoreApplicationStopFailures,
  ...(deployment.rollback === undefined ? {} : { rollbackInfo: deployment.rollback }),
  deploymentStyle: deployment.group.style,
  ...(deployment.group.loadBalancer === undefined ? {} : { loadBalancerInfo: deployment.group.loadBalancer }),
  fileExistsBehavior: deployment.fileExistsBehavior,
  deploymentStatusMessages: [],
  computePlatform: deployment.group.platform,
});

const overview = (instances: readonly InstanceProgress[]): DeploymentOverview => {
  const count = (status: InstanceProgress['status']) => instances.filter((instance) => instance.status === status).length;
  return {
    Pending: count('Pending'),
    InProgress: count('InProgress'),
    Succeeded: count('Succeeded'),
    Failed: count('Failed'),
    Skipped: count('Skipped'),
    Ready: count('Ready'),
  };
};

export const groupView = (group: Group): DeploymentGroupInfo => ({
  applicationName: group.application,
  deploymentGroupId: group.id,
  deploymentGroupName: group.name,
  deploymentConfigName: group.configName,
  ec2TagFilters: [],
  onPremisesInstanceTagFilters: [],
  autoScalingGroups: group.autoScalingGroups.map((name) => ({
    name,
    hook: `CodeDeploy-managed-automatic-launch-deployment-hook-${group.name}`,
  })),
  serviceRoleArn: group.serviceRoleArn,
  ...(group.lastSuccessful === undefined ? {} : { targetRevision: group.lastSuccessful.revision }),
  triggerConfigurations: [],
  alarmConfiguration: { enabled: group.alarms.length > 0, ignorePollAlarmFailure: false, alarms: group.alarms.map((name) => ({ name })) },
  autoRollbackConfiguration: { enabled: group.rollbackEvents.length > 0, events: [...group.rollbackEvents] },
  deploymentStyle: group.style,
  ...(group.loadBalancer === undefined ? {} : { loadBalancerInfo: group.loadBalancer }),
  ...(group.lastSuccessful === undefined ? {} : { lastSuccessfulDeployment: lastDeployment(group.lastSuccessful) }),
  ...(group.lastAttempted === undefined ? {} : { lastAttemptedDeployment: lastDeployment(group.lastAttempted) }),
  computePlatform: group.platform,
});

const lastDeployment = (deployment: Deployment): LastDeploymentInfo => ({
  deploymentId: deployment.id,
  status: deployment.status,
  createTime: new Date(deployment.createdAt),
  ...date('endTime', deployment.completedAt),
});

export const configView = (config: Config): DeploymentConfigInfo => ({
  deploymentConfigId: config.id,
  deploymentConfigName: config.name,
  ...(config.platform === 'Server' ? { minimumHealthyHosts: { ...config.minimum } } : {}),
  computePlatform: config.platform,
});

export const revisionView = (application: Application, revision: Revision): GetApplicationRevisionOutput => ({
  applicationName: application.name,
  revision: revision.location,
  revisionInfo: {
    ...(revision.description === undefined ? {} : { description: revision.description }),
    ...date('firstUsedTime', revision.firstUsedAt),
    ...date('lastUsedTime', revision.lastUsedAt),
    registerTime: new Date(revision.registeredAt),
  },
});

export const targetView = (cloud: Cloud, deployment: Deployment, instance: InstanceProgress): DeploymentTarget => ({
  deploymentTargetType: 'InstanceTarget',
  instanceTarget: {
    deploymentId: deployment.id,
    targetId: instance.instanceId,
    targetArn: cloud.arn('ec2', `instance/${instance.instanceId}`),
    status: instance.status,
    lastUpdatedAt: new Date(instance.updatedAt),
    lifecycleEvents: instance.events,
  },
});

/** The one target of a deployment to an alias. */
export const functionTargetView = (cloud: Cloud, deployment: Deployment, { shift, share, updatedAt }: TrafficProgress): DeploymentTarget => {
  const { functionName, alias, from, to } = shift;
  const status = ({ Succeeded: 'Succeeded', Failed: 'Failed', Stopped: 'Failed' } as const)[deployment.status as 'Failed'] ?? 'InProgress';
  return {
    deploymentTargetType: 'LambdaTarget',
    lambdaTarget: {
      deploymentId: deployment.id,
      targetId: `${functionName}:${alias}`,
      targetArn: cloud.arn('lambda', `function:${functionName}:${alias}`),
      status,
      lastUpdatedAt: new Date(updatedAt),
      lifecycleEvents: [],
      lambdaFunctionInfo: { functionName, functionAlias: alias, currentVersion: from, targetVersion: to, targetVersionWeight: share },
    },
  };
};
