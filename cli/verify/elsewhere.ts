/** Environments that have accounts of their own: looked at with the user's own credentials of these accounts. */
import type { AccountAccess } from '../../lambda/contract/account-access';
import { accountOf } from '../accounts/read-role';
import { UserError } from '../errors';
import type { Connection } from '../pipeline/clients';
import { readAccount, type Account } from './account';
import type { VerifyClients } from './clients';
import type { Finding } from './difference';
import type { Deployed } from './resources';

/** Makes clients; the caller closes them. */
export type OpenClients = (connection: Connection) => VerifyClients;

/** An environment of another account. */
export interface Elsewhere {
  readonly environment: string;
  readonly access: AccountAccess;
  /** What is there; absent where no profile was named for it. */
  readonly account?: Account;
}

/** The environments that are elsewhere, read where a profile was named. @param profiles by the environment's name */
export function readElsewhere(
  open: OpenClients,
  profiles: Readonly<Record<string, string>>,
  { environments }: Pick<Deployed, 'environments'>,
): Promise<readonly Elsewhere[]> {
  const unknown = Object.keys(profiles).find((name) => environments[name]?.deployment.account === undefined);
  if (unknown !== undefined)
    throw new UserError(
      `--profile ${unknown}=…: this pipeline has no environment ${unknown} in an account of its own. Leave the option out.`,
    );
  return Promise.all(
    Object.entries(environments).flatMap(
      ([
        environment,
        {
          deployment: { account: access },
        },
      ]) => (access === undefined ? [] : [readOne(open, environment, access, profiles[environment])]),
    ),
  );
}

async function readOne(open: OpenClients, environment: string, access: AccountAccess, profile: string | undefined): Promise<Elsewhere> {
  if (profile === undefined) return { environment, access };
  const account = await readAccount(open({ profile, region: access.region }));
  const wanted = accountOf(access);
  if (account.place.account === wanted) return { environment, access, account };
  throw new UserError(
    `--profile ${environment}=${profile}: its credentials are of account ${account.place.account}, and ${environment} is in ${wanted}. Name a profile of ${wanted}.`,
  );
}

/** What is said of an environment that nobody could look at. Pure. */
export const notLookedAt = ({ environment, access }: Elsewhere): Finding => ({
  area: 'stacks',
  what: `${environment}, in account ${accountOf(access)} in ${access.region}`,
  status: 'unknown',
  rehearsed: 'stands',
  found: 'not looked at: stacks, roles, alarms and topics of another account',
  fix: `Name a profile of that account: --profile ${environment}=NAME`,
});
