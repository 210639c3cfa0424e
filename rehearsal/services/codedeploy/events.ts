/** The EventBridge events of deployments and instances, shaped as CodeDeploy sends them. */
import type { Cloud } from '../../cloud/cloud';
import type { Deployment } from './model';

export type DeploymentEventState = 'START' | 'SUCCESS' | 'FAILURE' | 'STOP';
export type InstanceEventState = 'START' | 'SUCCESS' | 'FAILURE';

const detail = (cloud: Cloud, { id, group }: Deployment) => ({
  region: cloud.region,
  deploymentId: id,
  instanceGroupId: group.id,
  deploymentGroup: group.name,
  application: group.application,
});

const resources = (cloud: Cloud, { group }: Deployment): string[] => [
  cloud.arn('codedeploy', `application:${group.application}`),
  cloud.arn('codedeploy', `deploymentgroup:${group.application}/${group.name}`),
];

export const deploymentEvent = (cloud: Cloud, deployment: Deployment, state: DeploymentEventState): void =>
  cloud.emit({
    source: 'aws.codedeploy',
    'detail-type': 'CodeDeploy Deployment State-change Notification',
    resources: resources(cloud, deployment),
    detail: { ...detail(cloud, deployment), state },
  });

export const instanceEvent = (cloud: Cloud, deployment: Deployment, instanceId: string, state: InstanceEventState): void =>
  cloud.emit({
    source: 'aws.codedeploy',
    'detail-type': 'CodeDeploy Instance State-change Notification',
    resources: [cloud.arn('ec2', `instance/${instanceId}`), ...resources(cloud, deployment)],
    detail: { ...detail(cloud, deployment), instanceId, state },
  });
