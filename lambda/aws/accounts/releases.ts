/** Releases to a function, in its own account or in another one. */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { DeployAccess } from '../../contract/deploy';
import type { FunctionDestination } from '../../contract/destination';
import type { Build } from '../../deploy/job';
import type { Releases } from '../../deploy/ports';
import { GateError } from '../../gate/gate-error';
import type { Artifacts } from '../../gate/ports/objects';
import { S3Artifacts } from '../artifacts.client';
import { FunctionReleases, type Code } from '../function-releases.client';
import { roleOptions } from './per-account';

/** What Lambda takes as a zip in a call, in bytes: “Lambda quotas” of the Developer Guide, 50 MB. */
const largestZip = 50 * 1024 * 1024;

/** Milliseconds that sending such a zip to another region may take; the function has a minute. */
const sending = 40_000;

/**
 * The code itself, read with the function's own role: it may go to another region, and the role of the other account
 * needs no access to the artifacts. Throws `BadBuild` for one that cannot be read or is too large.
 */
export const inTheCall =
  (artifacts: Artifacts = new S3Artifacts()) =>
  async ({ bucket, key }: Build): Promise<Code> => {
    const zip = await artifacts.read({ bucket, key }, largestZip);
    if (zip.kind === 'found') {
      return { ZipFile: zip.bytes };
    }
    throw new GateError(
      'BadBuild',
      `The build s3://${bucket}/${key} cannot be sent to the function’s account. ${zip.detail}`,
      'Look whether it is there, and smaller than 50 MB as a zip.',
    );
  };

/** Releases to a destination. @param access the way into its account, where that is another */
export const releasesTo = (destination: FunctionDestination, access: DeployAccess | undefined): Releases => {
  if (access === undefined) {
    return new FunctionReleases(destination);
  }
  const options = roleOptions(access);
  const lambda = new LambdaClient({ ...options, requestHandler: { ...options.requestHandler, requestTimeout: sending } });
  return new FunctionReleases(destination, new CodeDeployClient(options), lambda, new CloudWatchClient(options), inTheCall());
};
