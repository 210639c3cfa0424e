/** Environments of other accounts, as the functions of the gate and of healing look at them: under their Read role. */
import { accountOptions, type AccountOptions } from '../../lambda/aws/accounts/per-account';
import type { AccountAccess } from '../../lambda/contract/account-access';
import { messageOf, UserError } from '../errors';

/** Id of the account of a role. */
export const accountOf = ({ readRoleArn }: AccountAccess): string => readRoleArn.split(':')[4] ?? readRoleArn;

/**
 * What SDK clients of an environment's account are made with; `undefined` is the caller's own account. The first call
 * throws a UserError where the role does not let the caller in.
 */
export function readOptions(account: AccountAccess | undefined): AccountOptions {
  const { credentials, ...options } = accountOptions(account, 'read');
  if (account === undefined || credentials === undefined) return options;
  return { ...options, credentials: () => credentials().catch((error: unknown) => refused(account, error)) };
}

/** Takes on the Read role of every account once, before anything else is asked. @throws UserError for the first that refuses. */
export async function ensureAccess(accounts: readonly (AccountAccess | undefined)[]): Promise<void> {
  const byRole = new Map(accounts.map((account) => [account?.readRoleArn, account]));
  await Promise.all([...byRole.values()].map(async (account) => readOptions(account).credentials?.()));
}

function refused({ readRoleArn }: AccountAccess, error: unknown): never {
  throw new UserError(
    `${readRoleArn} does not let you in (${messageOf(error)}). Use credentials of the tools account, name your role there in accounts.readers of unbreakable.config.ts, and deploy (docs/accounts.md, “People”).`,
    1,
  );
}
