/** Creating, reading, listing and stopping deployments. */
import type {
  BatchGetDeploymentsOutput,
  CreateDeploymentOutput,
  GetDeploymentOutput,
  ListDeploymentsOutput,
  StopDeploymentOutput,
} from '@aws-sdk/client-codedeploy';
import * as v from 'valibot';
import { AwsError } from '../../../cloud/aws-error';
import type { Cloud } from '../../../cloud/cloud';
import { timestamp, validated } from '../../../cloud/validated';
import { isActive } from '../model';
import type { Office } from '../office';
import type { Store } from '../store';
import { deploymentView } from '../views';
import { deploymentId, name, nextToken, revision, toLocation } from './members';
import { deploymentNeed, groupNeed } from './needs';
import { page, select } from './select';

const create = v.object({
  applicationName: name,
  deploymentGroupName: name,
  revision,
  deploymentConfigName: v.optional(name),
  description: v.optional(v.string()),
  ignoreApplicationStopFailures: v.optional(v.boolean()),
  fileExistsBehavior: v.optional(v.picklist(['DISALLOW', 'OVERWRITE', 'RETAIN'])),
  overrideAlarmConfiguration: v.optional(
    v.object({ enabled: v.optional(v.boolean(), false), alarms: v.optional(v.array(v.object({ name })), []) }),
  ),
});

const list = v.object({
  applicationName: v.optional(name),
  deploymentGroupName: v.optional(name),
  includeOnlyStatuses: v.optional(
    v.array(v.picklist(['Created', 'Queued', 'InProgress', 'Baking', 'Succeeded', 'Failed', 'Stopped', 'Ready'])),
  ),
  createTimeRange: v.optional(v.object({ start: v.optional(v.nullable(timestamp)), end: v.optional(v.nullable(timestamp)) })),
  nextToken,
});

export const deploymentOperations = (cloud: Cloud, store: Store, office: Office) => ({
  CreateDeployment: validated(create, {
    needs: (input) => groupNeed(cloud, 'CreateDeployment', input.applicationName, input.deploymentGroupName),
    run: ({ revision: wanted, deploymentConfigName, overrideAlarmConfiguration: own, ...rest }): CreateDeploymentOutput => {
      const group = store.group(rest.applicationName, rest.deploymentGroupName);
      const alarms = own && (own.enabled ? own.alarms.map((alarm) => alarm.name) : []);
      return { deploymentId: office.create({ ...rest, group, revision: toLocation(wanted), configName: deploymentConfigName, alarms }).id };
    },
  }),
  GetDeployment: validated(v.object({ deploymentId }), {
    needs: (input) => deploymentNeed(cloud, store, 'GetDeployment', input.deploymentId),
    run: (input): GetDeploymentOutput => ({ deploymentInfo: deploymentView(store.deployment(input.deploymentId)) }),
  }),
  BatchGetDeployments: validated(v.object({ deploymentIds: v.pipe(v.array(deploymentId), v.minLength(1), v.maxLength(25)) }), {
    needs: (input) => input.deploymentIds.flatMap((id) => deploymentNeed(cloud, store, 'BatchGetDeployments', id)),
    run: (input): BatchGetDeploymentsOutput => ({
      deploymentsInfo: input.deploymentIds.flatMap((id) => store.deployments.get(id) ?? []).map(deploymentView),
    }),
  }),
  ListDeployments: validated(list, {
    needs: (input) => groupNeed(cloud, 'ListDeployments', input.applicationName ?? '*', input.deploymentGroupName ?? '*'),
    run: (input): ListDeploymentsOutput =>
      page(
        select(store, input).map(({ id }) => id),
        input.nextToken,
      ),
  }),
  StopDeployment: validated(v.object({ deploymentId, autoRollbackEnabled: v.optional(v.boolean()) }), {
    needs: (input) => deploymentNeed(cloud, store, 'StopDeployment', input.deploymentId),
    run: (input): StopDeploymentOutput => {
      const deployment = store.deployment(input.deploymentId);
      if (!isActive(deployment)) {
        throw new AwsError('DeploymentAlreadyCompletedException', `The deployment ${deployment.id} is already ${deployment.status}.`);
      }
      office.stop(deployment, input.autoRollbackEnabled);
      return { status: 'Pending', statusMessage: 'Stopping.' };
    },
  }),
});
