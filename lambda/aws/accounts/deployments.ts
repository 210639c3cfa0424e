/** Deployments wherever they are: each question goes to the account of its destination. */
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { ECSClient } from '@aws-sdk/client-ecs';
import type { AccountAccess } from '../../contract/account-access';
import type { DeploymentHistory, DeploymentTimes } from '../../gate/ports/deployments';
import { CodeDeployHistory } from '../codedeploy-history.client';
import { EcsHistory } from '../ecs-history.client';
import { ComputeHistory } from '../history.client';
import { accountOptions, perAccount } from './per-account';

type Known = DeploymentHistory & DeploymentTimes;

const historyIn = (account: AccountAccess | undefined): Known => {
  const options = accountOptions(account, 'read');
  return new ComputeHistory(new CodeDeployHistory(new CodeDeployClient(options)), new EcsHistory(new ECSClient(options)));
};

/** What was deployed, in any account. @param make the history of one account; tests give their own */
export function histories(make: (account: AccountAccess | undefined) => Known = historyIn): Known {
  const of = perAccount(make);
  return {
    latest: (destination) => of(destination.account).latest(destination),
    get: (destination, deploymentId) => of(destination.account).get(destination, deploymentId),
    succeededBefore: (destination, instant) => of(destination.account).succeededBefore(destination, instant),
    during: (destination, span) => of(destination.account).during(destination, span),
  };
}
