/** Deployments wherever they are: each question goes to the account of its destination. */
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { ECSClient } from '@aws-sdk/client-ecs';
import type { AccountAccess } from '../../contract/account-access';
import { CodeDeployHistory } from '../codedeploy-history.client';
import { EcsHistory } from '../ecs-history.client';
import { byKind, routedHistory, type Known } from '../routing';
import { accountOptions, perAccount } from './per-account';

const historyIn = (account: AccountAccess | undefined): Known => {
  const options = accountOptions(account, 'read');
  return routedHistory(byKind<Known>(new CodeDeployHistory(new CodeDeployClient(options)), new EcsHistory(new ECSClient(options))));
};

/** What was deployed, in any account. @param make the history of one account; tests give their own */
export function histories(make: (account: AccountAccess | undefined) => Known = historyIn): Known {
  const of = perAccount(make);
  return routedHistory(({ account }) => of(account));
}
