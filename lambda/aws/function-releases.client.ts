import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CodeDeployClient, CreateDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { LambdaClient, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import type { FunctionDestination } from '../contract/destination';
import { buildVariables } from '../contract/release-identity';
import type { BuildIdentity } from '../deploy/build-identity';
import type { Build } from '../deploy/job';
import type { Releases, Wish } from '../deploy/ports';
import { GateError } from '../gate/gate-error';
import type { Deployment } from '../gate/ports/deployments';
import { appSpec, appSpecRevision } from './app-spec';
import { identityInS3 } from './build-identities.client';
import { clientOptions } from './client-options';
import { CodeDeployHistory } from './codedeploy-history.client';
import { FunctionVariables } from './function-variables.client';
import { FunctionVersions } from './function-versions.client';
import { isNamed } from './sdk-error';
import { StandingAlarms } from './standing-alarms.client';

const busyUnless = async <Granted>(names: readonly string[], work: () => Promise<Wish<Granted>>): Promise<Wish<Granted>> => {
  try {
    return await work();
  } catch (error) {
    if (isNamed(error, ...names)) {
      return { kind: 'busy' };
    }
    throw error;
  }
};

/** How Lambda gets the code of a build. */
export type Code = { readonly S3Bucket: string; readonly S3Key: string } | { readonly ZipFile: Uint8Array };

/** Lambda reads it from the bucket, which must be in its region, with the permissions of the caller. */
const fromBucket = ({ bucket, key }: Build): Promise<Code> => Promise.resolve({ S3Bucket: bucket, S3Key: key });

/** Versions of one function, and CodeDeploy's deployments to its alias. */
export class FunctionReleases implements Releases {
  private readonly variables: FunctionVariables;
  private readonly versions: FunctionVersions;
  private readonly history: CodeDeployHistory;
  private readonly alarms: StandingAlarms;

  constructor(
    private readonly destination: FunctionDestination,
    private readonly codeDeploy: CodeDeployClient = new CodeDeployClient(clientOptions),
    private readonly lambda: LambdaClient = new LambdaClient(clientOptions),
    cloudWatch: CloudWatchClient = new CloudWatchClient(clientOptions),
    private readonly codeOf: (build: Build) => Promise<Code> = fromBucket,
    private readonly identityOf: (build: Build) => Promise<BuildIdentity> = identityInS3(),
  ) {
    this.variables = new FunctionVariables(lambda);
    this.versions = new FunctionVersions(lambda);
    this.history = new CodeDeployHistory(codeDeploy);
    this.alarms = new StandingAlarms(codeDeploy, cloudWatch);
  }

  /**
   * First the variables that name the build, then its code, published with them: a version keeps both. The revision in
   * between is asked for again, so that nobody else's change of the function is published by this.
   */
  async publish(build: Build): Promise<Wish<{ readonly version: string }>> {
    const { functionName: FunctionName } = this.destination;
    const { version: name, hash } = await this.identityOf(build);
    return busyUnless<{ readonly version: string }>(['ResourceConflictException', 'PreconditionFailedException'], async () => {
      const RevisionId = await this.variables.ensure(FunctionName, buildVariables(name, hash));
      if (RevisionId === undefined) {
        return { kind: 'busy' };
      }
      const code = await this.codeOf(build);
      const update = new UpdateFunctionCodeCommand({ FunctionName, RevisionId, ...code, Publish: true });
      const { Version: version } = await this.lambda.send(update);
      if (version === undefined) {
        throw new GateError('NoVersion', `Lambda published no version of ${FunctionName}.`, 'Retry the stage.');
      }
      return { kind: 'done', version };
    });
  }

  current(): Promise<string> {
    return this.versions.current(this.destination);
  }

  shift(from: string, to: string, description: string): Promise<Wish<{ readonly deploymentId: string }>> {
    const { applicationName, deploymentGroupName } = this.destination;
    return busyUnless<{ readonly deploymentId: string }>(['DeploymentLimitExceededException'], async () => {
      const revision = appSpecRevision(appSpec(this.destination, from, to));
      const overrideAlarmConfiguration = await this.alarms.leftOut(this.destination);
      const { deploymentId } = await this.codeDeploy.send(
        new CreateDeploymentCommand({ applicationName, deploymentGroupName, revision, description, overrideAlarmConfiguration }),
      );
      // One without an id is found again by its description, at CodePipeline's next call.
      return deploymentId === undefined ? { kind: 'busy' } : { kind: 'done', deploymentId };
    });
  }

  findAgain(since: number, mark: string): Promise<Deployment | undefined> {
    return this.history.findByDescription(this.destination, since, mark);
  }

  get(deploymentId: string): Promise<Deployment> {
    return this.history.get(this.destination, deploymentId);
  }
}
