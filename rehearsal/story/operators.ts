/** The person at the laptop, who has credentials of every account that the stacks are in. */
import { connect, disconnect, type Clients } from '../../cli/pipeline/clients';
import { UserError } from '../../cli/errors';
import type { AccountAccess } from '../../lambda/contract/account-access';
import { placeInArn } from '../cloud/addressee';
import type { CloudHost } from '../cloud/host';
import { placeKey, samePlace, type Place } from '../cloud/place';

/** Clients of each place, made when they are first needed. */
export class Operators {
  readonly #clients = new Map<string, Clients>();

  constructor(private readonly home: CloudHost) {}

  /** @throws UserError where no stack is there. */
  at(place: Place): Clients {
    const known = this.#clients.get(placeKey(place)) ?? connectTo(cloudAt(this.home, place));
    this.#clients.set(placeKey(place), known);
    return known;
  }

  close(): void {
    for (const clients of this.#clients.values()) disconnect(clients);
  }
}

const connectTo = ({ region, endpoint, operator }: CloudHost): Clients => connect({ region, endpoint, credentials: operator });

/** One of a cloud's places. @throws UserError where no stack is there. */
export const cloudAt = (home: CloudHost, place: Place): CloudHost => {
  const found = home.places.find((cloud) => samePlace(cloud, place));
  if (found !== undefined) return found;
  throw new UserError(`No stack of the app is in account ${place.account} in ${place.region}. Synthesize it again.`);
};

/** Where something is that says so by a role and a region; at home where it says nothing. */
export const placeOf = (home: Place, { roleArn, region = home.region }: { readonly roleArn?: string; readonly region?: string }): Place => ({
  account: (roleArn === undefined ? undefined : placeInArn(roleArn)?.account) ?? home.account,
  region,
});

/** Where an environment is. */
export const placeOfEnvironment = (home: Place, account: AccountAccess | undefined): Place =>
  account === undefined ? home : placeOf(home, { roleArn: account.readRoleArn, region: account.region });
