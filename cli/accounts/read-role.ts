/** Environments of other accounts, as the functions of the gate and of healing look at them: under their Read role. */
import { accountOptions, type AccountOptions } from '../../lambda/aws/accounts/per-account';
import type { AccountAccess } from '../../lambda/contract/account-access';
import { messageOf, UserError } from '../errors';

/** Id of the account of a role. */
export const accountOf = ({ readRoleArn }: AccountAccess): string => readRoleArn.split(':')[4] ?? readRoleArn;

/**
 * What SDK clients of an environment's account are made with; `undefined` is the caller's own account.
 * @throws UserError where the role does not let the caller in, before anything is asked of the account.
 */
export async function readOptions(account: AccountAccess | undefined): Promise<AccountOptions> {
  const options = accountOptions(account, 'read');
  if (account !== undefined) await tryOn(account, options);
  return options;
}

/** Takes on the Read role of every account once. @throws UserError for the first that does not let the caller in. */
export async function ensureAccess(accounts: readonly (AccountAccess | undefined)[]): Promise<void> {
  const byRole = new Map(accounts.map((account) => [account?.readRoleArn, account]));
  await Promise.all([...byRole.values()].map(readOptions));
}

async function tryOn({ readRoleArn }: AccountAccess, { credentials }: AccountOptions): Promise<void> {
  try {
    await credentials?.();
  } catch (error) {
    throw new UserError(
      `${readRoleArn} does not let you in (${messageOf(error)}). Use credentials of the tools account, name your role there in accounts.readers of unbreakable.config.ts, and deploy (docs/accounts.md, “People”).`,
      1,
    );
  }
}
