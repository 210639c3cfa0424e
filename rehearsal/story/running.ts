import { CodeDeployDeployer } from '../../lambda/aws/codedeploy-deployer.client';
import { EcsDeployer } from '../../lambda/aws/ecs-deployer.client';
import { FunctionVersions } from '../../lambda/aws/function-versions.client';
import { deployerBy } from '../../lambda/aws/routing';
import type { Deployer } from '../../lambda/healing/ports/deployer';
import type { Destination } from '../../lambda/contract/destination';
import type { Stage } from './stage';

/** Which build runs at a destination; `null` for none, and for one that this rehearsal did not release. */
export async function buildAt(stage: Stage, destination: Destination): Promise<number | null> {
  const last = await deployer(stage, destination).lastSucceeded(destination);
  return last?.revision === undefined ? null : ((await stage.ledger.buildOf(last.revision, destination.account)) ?? null);
}

/** Which build a deployment brought; `null` for one that this rehearsal did not release. */
export async function buildOfDeployment(stage: Stage, destination: Destination, deploymentId: string): Promise<number | null> {
  const { revision } = await deployer(stage, destination).get(destination, deploymentId);
  return revision === undefined ? null : ((await stage.ledger.buildOf(revision, destination.account)) ?? null);
}

const deployer = (stage: Stage, { account }: Destination): Deployer => {
  const { codedeploy, lambda, ecs } = stage.clientsOf(account);
  return deployerBy(new CodeDeployDeployer(codedeploy, new FunctionVersions(lambda)), new EcsDeployer(ecs));
};
