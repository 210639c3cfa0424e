/** A deployment of CodeDeploy, in the gate's words. */
import type { CreateDeploymentCommandInput, DeploymentInfo, RevisionLocation, S3Location } from '@aws-sdk/client-codedeploy';
import {
  destinationName,
  type CodeDeployDestination,
  type Destination,
  type FunctionDestination,
  type ServerDestination,
} from '../contract/destination';
import { GateError } from '../gate/gate-error';
import type { Deployment, DeploymentStatus } from '../gate/ports/deployments';
import { revisionAddress, type BundleRevision, type FunctionRevision, type Revision } from '../gate/revision';
import { appSpec, appSpecRevision, versionOf } from './app-spec';

const toBundle = ({ bucket, key, bundleType, eTag, version }: S3Location = {}): BundleRevision | undefined =>
  bucket && key
    ? { kind: 'bundle', bucket, key, bundleType: bundleType ?? 'zip', ...(eTag ? { eTag } : {}), ...(version ? { version } : {}) }
    : undefined;

const toRevision = (destination: CodeDeployDestination, location: RevisionLocation = {}): Revision | undefined => {
  switch (destination.kind) {
    case 'server':
      return toBundle(location.s3Location);
    case 'function':
      return versionOf(location, destination);
  }
};

const ended: Readonly<Record<string, DeploymentStatus>> = { Succeeded: 'succeeded', Failed: 'failed', Stopped: 'failed' };

/** Created, Queued, InProgress, Baking, Ready, and whatever CodeDeploy may add, have not ended. */
const toStatus = (status: DeploymentInfo['status']): DeploymentStatus => ended[status ?? ''] ?? 'running';

export const toDeployment = (destination: CodeDeployDestination, deploymentId: string, info: DeploymentInfo): Deployment => {
  const revision = toRevision(destination, info.revision);
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

/** What redeploys a bundle over whatever is there, also where the bad revision's stop script fails. */
export const bundleRedeployment = (
  { applicationName, deploymentGroupName }: ServerDestination,
  { bucket, key, bundleType, eTag, version }: BundleRevision,
  description: string,
): CreateDeploymentCommandInput => ({
  applicationName,
  deploymentGroupName,
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

/** What moves an alias from its current version back to an older one, at once: a rollback needs no canary. */
export const functionRedeployment = (
  destination: FunctionDestination,
  { version }: FunctionRevision,
  currentVersion: string,
  description: string,
): CreateDeploymentCommandInput => ({
  applicationName: destination.applicationName,
  deploymentGroupName: destination.deploymentGroupName,
  deploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce',
  revision: appSpecRevision(appSpec(destination, currentVersion, version)),
  description,
  // The bad version's own alarms would stop what replaces it.
  overrideAlarmConfiguration: { enabled: false },
});

/** A record says of another kind of compute than the environment has now: nothing is deployed. */
export const revisionMismatch = (destination: Destination, revision: Revision): GateError =>
  new GateError(
    'RevisionMismatch',
    `${revisionAddress(revision)} cannot be deployed to ${destinationName(destination)}.`,
    'Release a build: what was validated on another kind of compute is not gone back to.',
  );
