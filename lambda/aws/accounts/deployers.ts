/** What deploys, wherever it is: each call goes to the account of its destination. */
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { ECSClient } from '@aws-sdk/client-ecs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { AccountAccess } from '../../contract/account-access';
import type { Deployer } from '../../healing/ports/deployer';
import { CodeDeployDeployer } from '../codedeploy-deployer.client';
import { ComputeDeployer } from '../deployer.client';
import { EcsDeployer } from '../ecs-deployer.client';
import { FunctionVersions } from '../function-versions.client';
import { accountOptions, perAccount, type Purpose } from './per-account';

const deployerIn =
  (purpose: Purpose) =>
  (account: AccountAccess | undefined): Deployer => {
    const options = accountOptions(account, purpose);
    return new ComputeDeployer(
      new CodeDeployDeployer(new CodeDeployClient(options), new FunctionVersions(new LambdaClient(options))),
      new EcsDeployer(new ECSClient(options)),
    );
  };

/** Deployers of any account. @param purpose `read` for a function that only looks and stops nothing */
export function deployers(purpose: Purpose, make: (account: AccountAccess | undefined) => Deployer = deployerIn(purpose)): Deployer {
  const of = perAccount(make);
  return {
    latest: (destination) => of(destination.account).latest(destination),
    get: (destination, deploymentId) => of(destination.account).get(destination, deploymentId),
    succeededBefore: (destination, instant) => of(destination.account).succeededBefore(destination, instant),
    findAgain: (destination, asked) => of(destination.account).findAgain(destination, asked),
    create: (destination, revision, description) => of(destination.account).create(destination, revision, description),
    lastSucceeded: (destination) => of(destination.account).lastSucceeded(destination),
    stop: (destination, deploymentId) => of(destination.account).stop(destination, deploymentId),
    rollbackOf: (destination, deploymentId) => of(destination.account).rollbackOf(destination, deploymentId),
  };
}
