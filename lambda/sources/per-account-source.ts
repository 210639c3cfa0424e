/** One kind of source in several accounts: each is asked at the same time for the environments that are there. */
import type { AccountAccess } from '../contract/account-access';
import { merged } from './merged-receipt';
import type { MetricSource, SeriesRequest } from './source';

const groupsOf = (requests: readonly SeriesRequest[]): ReadonlyMap<string, readonly SeriesRequest[]> => {
  const groups = new Map<string, SeriesRequest[]>();
  for (const request of requests) {
    const key = request.account?.readRoleArn ?? '';
    groups.set(key, [...(groups.get(key) ?? []), request]);
  }
  return groups;
};

/** @param sourceIn the source of an account; the same one for the same account, so that it may keep what it fetched */
export const perAccountSource = (name: string, sourceIn: (account: AccountAccess | undefined) => MetricSource): MetricSource => ({
  name,
  async fetch(requests) {
    const groups = [...groupsOf(requests).values()];
    const parts = await Promise.all(
      groups.map(async (group) => ({ name: group[0]?.account?.readRoleArn ?? name, ...(await sourceIn(group[0]?.account).fetch(group)) })),
    );
    return { answers: parts.flatMap(({ answers }) => answers), receipt: merged(parts) };
  },
});
