/** A deployment of CodeDeploy, in the gate's words. */
import type { CreateDeploymentCommandInput, DeploymentInfo, S3Location } from '@aws-sdk/client-codedeploy';
import type { Deployment, DeploymentGroup, DeploymentStatus } from '../gate/ports/deployments';
import type { Revision } from '../gate/validation';

const toRevision = ({ bucket, key, bundleType, eTag, version }: S3Location = {}): Revision | undefined =>
  bucket && key ? { bucket, key, bundleType: bundleType ?? 'zip', ...(eTag ? { eTag } : {}), ...(version ? { version } : {}) } : undefined;

const ended: Readonly<Record<string, DeploymentStatus>> = { Succeeded: 'succeeded', Failed: 'failed', Stopped: 'failed' };

/** Created, Queued, InProgress, Baking, Ready, and whatever CodeDeploy may add, have not ended. */
const toStatus = (status: DeploymentInfo['status']): DeploymentStatus => ended[status ?? ''] ?? 'running';

export const toDeployment = (deploymentId: string, info: DeploymentInfo): Deployment => {
  const revision = toRevision(info.revision?.s3Location);
  return {
    deploymentId,
    status: toStatus(info.status),
    createdAt: info.createTime?.getTime() ?? 0,
    byAutoScaling: info.creator === 'autoscaling' || info.creator === 'CodeDeployAutoUpdate',
    ...(revision === undefined ? {} : { revision }),
    ...(info.completeTime === undefined ? {} : { completedAt: info.completeTime.getTime() }),
    ...(info.description === undefined ? {} : { description: info.description }),
    ...(info.creator === 'codeDeployRollback' || info.rollbackInfo?.rollbackTriggeringDeploymentId ? { isRollback: true } : {}),
    ...(info.errorInformation?.message ? { failure: info.errorInformation.message } : {}),
  };
};

/** What redeploys a revision over whatever is there, also where the bad revision's stop script fails. */
export const redeployment = (
  group: DeploymentGroup,
  { bucket, key, bundleType, eTag, version }: Revision,
  description: string,
): CreateDeploymentCommandInput => ({
  applicationName: group.applicationName,
  deploymentGroupName: group.deploymentGroupName,
  revision: {
    revisionType: 'S3',
    s3Location: {
      bucket,
      key,
      bundleType: bundleType as NonNullable<S3Location['bundleType']>,
      ...(eTag ? { eTag } : {}),
      ...(version ? { version } : {}),
    },
  },
  description,
  fileExistsBehavior: 'OVERWRITE',
  ignoreApplicationStopFailures: true,
});
