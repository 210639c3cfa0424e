/** What deploys, wherever it is: each call goes to the account of its destination. */
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { ECSClient } from '@aws-sdk/client-ecs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { AccountAccess } from '../../contract/account-access';
import type { Deployer } from '../../healing/ports/deployer';
import { CodeDeployDeployer } from '../codedeploy-deployer.client';
import { EcsDeployer } from '../ecs-deployer.client';
import { FunctionVersions } from '../function-versions.client';
import { deployerBy, routedDeployer } from '../routing';
import { accountOptions, perAccount, type Purpose } from './per-account';

const deployerIn =
  (purpose: Purpose) =>
  (account: AccountAccess | undefined): Deployer => {
    const options = accountOptions(account, purpose);
    return deployerBy(
      new CodeDeployDeployer(new CodeDeployClient(options), new FunctionVersions(new LambdaClient(options))),
      new EcsDeployer(new ECSClient(options)),
    );
  };

/** Deployers of any account. @param purpose `read` for a function that only looks and stops nothing */
export function deployers(purpose: Purpose, make: (account: AccountAccess | undefined) => Deployer = deployerIn(purpose)): Deployer {
  const of = perAccount(make);
  return routedDeployer(({ account }) => of(account));
}
