/** How a deployment goes on its instances. */
import type {
  BatchGetDeploymentTargetsOutput,
  GetDeploymentTargetOutput,
  ListDeploymentInstancesOutput,
  ListDeploymentTargetsOutput,
} from '@aws-sdk/client-codedeploy';
import * as v from 'valibot';
import { AwsError } from '../../../cloud/aws-error';
import type { Cloud } from '../../../cloud/cloud';
import { validated } from '../../../cloud/validated';
import type { Deployment, InstanceProgress } from '../model';
import type { Store } from '../store';
import { functionTargetView, targetView } from '../views';
import { deploymentId } from './members';
import { deploymentNeed } from './needs';

const targetId = v.pipe(v.string(), v.minLength(1));

export const instanceOperations = (cloud: Cloud, store: Store) => {
  const needs = (action: string) => (input: { readonly deploymentId: string }) => deploymentNeed(cloud, store, action, input.deploymentId);
  return {
    ListDeploymentInstances: validated(v.object({ deploymentId }), {
      needs: needs('ListDeploymentInstances'),
      run: (input): ListDeploymentInstancesOutput => ({ instancesList: ids(store.deployment(input.deploymentId)) }),
    }),
    ListDeploymentTargets: validated(v.object({ deploymentId }), {
      needs: needs('ListDeploymentTargets'),
      run: (input): ListDeploymentTargetsOutput => ({ targetIds: ids(store.deployment(input.deploymentId)) }),
    }),
    GetDeploymentTarget: validated(v.object({ deploymentId, targetId }), {
      needs: needs('GetDeploymentTarget'),
      run: (input): GetDeploymentTargetOutput => {
        const deployment = store.deployment(input.deploymentId);
        return { deploymentTarget: view(cloud, deployment, input.targetId) };
      },
    }),
    BatchGetDeploymentTargets: validated(v.object({ deploymentId, targetIds: v.pipe(v.array(targetId), v.maxLength(25)) }), {
      needs: needs('BatchGetDeploymentTargets'),
      run: (input): BatchGetDeploymentTargetsOutput => {
        const deployment = store.deployment(input.deploymentId);
        return { deploymentTargets: input.targetIds.map((id) => view(cloud, deployment, id)) };
      },
    }),
  };
};

const ids = ({ instances, traffic }: Deployment): string[] =>
  traffic === undefined ? instances.map(({ instanceId }) => instanceId) : [`${traffic.shift.functionName}:${traffic.shift.alias}`];

const view = (cloud: Cloud, deployment: Deployment, id: string) =>
  deployment.traffic !== undefined && ids(deployment).includes(id)
    ? functionTargetView(cloud, deployment, deployment.traffic)
    : targetView(cloud, deployment, target(deployment, id));

const target = (deployment: Deployment, id: string): InstanceProgress => {
  const found = deployment.instances.find(({ instanceId }) => instanceId === id);
  if (found !== undefined) return found;
  throw new AwsError('DeploymentTargetDoesNotExistException', `The deployment ${deployment.id} has no target ${id}.`);
};
