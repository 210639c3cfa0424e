import { ComputeDeployer } from '../../lambda/aws/deployer.client';
import { CodeDeployDeployer } from '../../lambda/aws/codedeploy-deployer.client';
import { EcsDeployer } from '../../lambda/aws/ecs-deployer.client';
import { FunctionVersions } from '../../lambda/aws/function-versions.client';
import type { Destination } from '../../lambda/contract/destination';
import type { Stage } from './stage';

/** Which build runs at a destination; `null` for none, and for one that this rehearsal did not release. */
export async function buildAt(stage: Stage, destination: Destination): Promise<number | null> {
  const last = await deployer(stage).lastSucceeded(destination);
  return last?.revision === undefined ? null : ((await stage.ledger.buildOf(last.revision)) ?? null);
}

/** Which build a deployment brought; `null` for one that this rehearsal did not release. */
export async function buildOfDeployment(stage: Stage, destination: Destination, deploymentId: string): Promise<number | null> {
  const { revision } = await deployer(stage).get(destination, deploymentId);
  return revision === undefined ? null : ((await stage.ledger.buildOf(revision)) ?? null);
}

const deployer = ({ clients }: Stage): ComputeDeployer =>
  new ComputeDeployer(
    new CodeDeployDeployer(clients.codedeploy, new FunctionVersions(clients.lambda)),
    new EcsDeployer(clients.ecs),
  );
