import { readEnvironments } from '../../cli/pipeline/gate';
import { UserError } from '../../cli/errors';
import { inTheCall } from '../../lambda/aws/accounts/releases';
import { S3Artifacts } from '../../lambda/aws/artifacts.client';
import { CodeDeployDeployer } from '../../lambda/aws/codedeploy-deployer.client';
import { identityInS3 } from '../../lambda/aws/build-identities.client';
import { FunctionReleases } from '../../lambda/aws/function-releases.client';
import { FunctionVersions } from '../../lambda/aws/function-versions.client';
import type { FunctionDestination } from '../../lambda/contract/destination';
import type { Build } from '../../lambda/deploy/job';
import type { Stage } from './stage';

/** Brings a bundle to the alias of a stage's environment, as an operator did once by hand, all at once. */
export async function deployToAlias(stage: Stage, stageName: string, object: Build): Promise<void> {
  const destination = await aliasOf(stage, stageName);
  if (destination === undefined) return;
  const { codedeploy, lambda } = stage.clientsOf(destination.account);
  const version = await published(stage, destination, object);
  const deployer = new CodeDeployDeployer(codedeploy, new FunctionVersions(lambda));
  const { functionName, alias } = destination;
  const revision = { kind: 'function-version', functionName, alias, version } as const;
  const created = await deployer.create(destination, revision, 'The service as it ran before the first release');
  if (created.kind === 'busy') throw new UserError(`A deployment to ${stageName} is under way already.`, 1);
  await ended(stage, deployer, destination, created.deploymentId);
}

/** Once the function has got the variables of the build. */
async function published(stage: Stage, destination: FunctionDestination, object: Build): Promise<string> {
  const { codedeploy, lambda } = stage.clientsOf(destination.account);
  const { s3 } = stage.clients;
  const code = destination.account === undefined ? undefined : inTheCall(new S3Artifacts(s3));
  const releases = new FunctionReleases(destination, codedeploy, lambda, undefined, code, identityInS3(s3));
  for (;;) {
    const wish = await releases.publish(object);
    if (wish.kind === 'done') return wish.version;
    stage.checkAlive();
    await stage.clock.sleep(10_000);
  }
}

async function aliasOf({ clients, gate, structure }: Stage, stageName: string): Promise<FunctionDestination | undefined> {
  const { environments } = await readEnvironments(clients, gate, structure.name);
  const destination = environments[stageName]?.deployment;
  return destination?.kind === 'function' ? destination : undefined;
}

async function ended(stage: Stage, deployer: CodeDeployDeployer, destination: FunctionDestination, deploymentId: string): Promise<void> {
  for (;;) {
    const { status, failure } = await deployer.get(destination, deploymentId);
    if (status === 'succeeded') return;
    if (status === 'failed')
      throw new UserError(`The build before the first release could not be deployed to ${destination.functionName}: ${failure ?? 'no reason'}`, 1);
    stage.checkAlive();
    await stage.clock.sleep(10_000);
  }
}
