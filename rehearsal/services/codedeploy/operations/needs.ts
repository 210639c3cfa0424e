/** Permissions of CodeDeploy operations. */
import type { Cloud } from '../../../cloud/cloud';
import type { Need } from '../../../cloud/service';
import type { Store } from '../store';

export const applicationNeed = (cloud: Cloud, action: string, application: string): Need[] => [
  { action: `codedeploy:${action}`, resource: cloud.arn('codedeploy', `application:${application}`) },
];

export const groupNeed = (cloud: Cloud, action: string, application: string, group: string): Need[] => [
  { action: `codedeploy:${action}`, resource: cloud.arn('codedeploy', `deploymentgroup:${application}/${group}`) },
];

/** The group that a deployment belongs to; any group for a deployment that does not exist. */
export const deploymentNeed = (cloud: Cloud, store: Store, action: string, id: string): Need[] => {
  const group = store.deployments.get(id)?.group;
  return groupNeed(cloud, action, group?.application ?? '*', group?.name ?? '*');
};
