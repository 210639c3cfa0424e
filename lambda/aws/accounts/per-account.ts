import type { AccountAccess } from '../../contract/account-access';
import { GateError } from '../../gate/gate-error';
import { clientOptions } from '../client-options';
import { assumedRole, type ForeignRole, type TemporaryCredentials } from './assumed-role.client';

/** What an SDK client of one account is made with. */
export type AccountOptions = typeof clientOptions & {
  /** Absent in the function's own account, where the environment variables say both. */
  readonly region?: string;
  readonly credentials?: () => Promise<TemporaryCredentials>;
};

/** What a function does in other accounts. */
export type Purpose = 'read' | 'redeploy';

/** The options with which a role of another account is taken on. */
export const roleOptions = (role: ForeignRole): AccountOptions => ({ ...clientOptions, region: role.region, credentials: assumedRole(role) });

/**
 * The options of the function's own account, or those with which a role of another one is taken on.
 * Throws `NoRole` where nobody may redeploy there.
 */
export function accountOptions(account: AccountAccess | undefined, purpose: Purpose): AccountOptions {
  if (account === undefined) {
    return clientOptions;
  }
  const { readRoleArn, redeployRoleArn, region, externalId } = account;
  const roleArn = purpose === 'read' ? readRoleArn : redeployRoleArn;
  if (roleArn === undefined) {
    throw new GateError('NoRole', 'No role is named that redeploys in the environment’s account.', 'Let the environment roll back, or name one.');
  }
  return roleOptions({ roleArn, region, ...(externalId && { externalId }) });
}

/** Identifies an account and region; the function's own is ``. */
export const accountKey = (account: AccountAccess | undefined): string =>
  account === undefined ? '' : `${account.readRoleArn} ${account.region}`;

/** One adapter per account, made when it is first needed and kept, with its credentials, as long as the container lives. */
export function perAccount<Adapter>(
  make: (account: AccountAccess | undefined) => Adapter,
): (account: AccountAccess | undefined) => Adapter {
  const made = new Map<string, Adapter>();
  return (account) => {
    const key = accountKey(account);
    const adapter = made.get(key) ?? make(account);
    made.set(key, adapter);
    return adapter;
  };
}
