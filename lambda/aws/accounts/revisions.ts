/** Whether revisions are still there, wherever they are deployed to. */
import { ECSClient } from '@aws-sdk/client-ecs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { AccountAccess } from '../../contract/account-access';
import type { Revisions } from '../../gate/ports/revisions';
import { Bundles } from '../bundles.client';
import { EcsTaskDefinitions } from '../ecs-task-definitions.client';
import { FunctionVersions } from '../function-versions.client';
import { StoredRevisions } from '../revisions.client';
import { accountOptions, perAccount, type Purpose } from './per-account';

const revisionsIn =
  (purpose: Purpose) =>
  (account: AccountAccess | undefined): Revisions => {
    const options = accountOptions(account, purpose);
    return new StoredRevisions(
      new Bundles(),
      new FunctionVersions(new LambdaClient(options)),
      new EcsTaskDefinitions(new ECSClient(options)),
    );
  };

/** Revisions of any account. @param purpose of the function that asks, which decides the role that it takes on */
export function storedRevisions(
  purpose: Purpose,
  make: (account: AccountAccess | undefined) => Revisions = revisionsIn(purpose),
): Revisions {
  const of = perAccount(make);
  return { exists: (revision, account) => of(account).exists(revision) };
}
