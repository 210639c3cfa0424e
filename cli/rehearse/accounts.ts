import type { AccountsConfig } from '../../lib/config/sections/accounts';

/** Accounts that nobody has, for a rehearsal with several; production in a region of its own, as is usual. */
const rehearsedAccounts: AccountsConfig = {
  tools: { id: '111111111111', region: 'us-east-1' },
  staging: { id: '222222222222', region: 'us-east-1' },
  production: { id: '333333333333', region: 'eu-west-1' },
};

/** Options of the configuration that give tools, staging and production an account each. */
export const accountsOptions: object = { accounts: rehearsedAccounts };
