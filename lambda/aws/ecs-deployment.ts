/**
 * Service deployments of ECS, in the gate's words. Pure.
 *
 * ECS undoes a service deployment within the same service deployment: it ends as ROLLBACK_SUCCESSFUL, and the service
 * runs what it ran before. The gate's ports know a rollback as a deployment of its own, so it gets an id of its own:
 * the ARN of the deployment that it undoes, with a suffix.
 */
import type { ServiceDeployment, ServiceDeploymentBrief, ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import type { Deployment, DeploymentStatus } from '../gate/ports/deployments';
import type { TaskRevision } from '../gate/revision';

const suffix = '#rollback';

/** The id of the rollback of a service deployment. */
export const rollbackId = (serviceDeploymentArn: string): string => `${serviceDeploymentArn}${suffix}`;

/** The service deployment that an id speaks of, and whether of its rollback. */
export const parseId = (deploymentId: string): { readonly arn: string; readonly rollback: boolean } =>
  deploymentId.endsWith(suffix)
    ? { arn: deploymentId.slice(0, -suffix.length), rollback: true }
    : { arn: deploymentId, rollback: false };

/** PENDING, IN_PROGRESS, requests to stop, rollbacks under way, and whatever ECS may add, have not ended. */
const ended: Readonly<Record<string, DeploymentStatus>> = {
  SUCCESSFUL: 'succeeded',
  STOPPED: 'failed',
  ROLLBACK_SUCCESSFUL: 'failed',
  ROLLBACK_FAILED: 'failed',
};

const rollbackEnded: Readonly<Record<string, DeploymentStatus>> = { ROLLBACK_SUCCESSFUL: 'succeeded', ROLLBACK_FAILED: 'failed' };

/** Whether a service deployment is being undone, or was. */
export const isUndone = (status: ServiceDeploymentStatus | undefined): boolean =>
  status === 'ROLLBACK_IN_PROGRESS' || status === 'ROLLBACK_SUCCESSFUL' || status === 'ROLLBACK_FAILED';

type Told = ServiceDeploymentBrief | ServiceDeployment;

const endOf = (status: DeploymentStatus, { finishedAt, statusReason }: Told) => ({
  ...(status === 'running' || finishedAt === undefined ? {} : { completedAt: finishedAt.getTime() }),
  ...(status === 'failed' && statusReason ? { failure: statusReason } : {}),
});

/** A service deployment; `revision` is what it brings, absent where ECS does not tell. */
export const toDeployment = (told: Told, revision: TaskRevision | undefined): Deployment => {
  const status = ended[told.status ?? ''] ?? 'running';
  return {
    deploymentId: told.serviceDeploymentArn ?? '',
    status,
    createdAt: told.createdAt?.getTime() ?? 0,
    byAutoScaling: false,
    ...(revision === undefined ? {} : { revision }),
    ...endOf(status, told),
  };
};

/** The rollback of a service deployment; `revision` is what the service goes back to. */
export const toRollback = (told: ServiceDeployment, revision: TaskRevision | undefined): Deployment => {
  const status = rollbackEnded[told.status ?? ''] ?? 'running';
  return {
    deploymentId: rollbackId(told.serviceDeploymentArn ?? ''),
    status,
    createdAt: (told.rollback?.startedAt ?? told.createdAt)?.getTime() ?? 0,
    byAutoScaling: false,
    isRollback: true,
    ...(revision === undefined ? {} : { revision }),
    ...endOf(status, told),
  };
};

/** Newest first. */
export const byAge = (a: ServiceDeploymentBrief, b: ServiceDeploymentBrief): number =>
  (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0);
