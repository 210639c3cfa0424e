/** What of the needed points is kept already, and what has to be fetched. */
import type { Window } from '../../judge/series';
import { isSettled, type PointsCache, type WindowPoints } from '../points-cache';
import type { Need } from './batch';
import type { Answer } from './fetch-batch';
import { queryKey } from './query';

/** Points that are kept, by window and query. */
export interface Recalled {
  readonly missing: readonly Need[];
  readonly find: (key: string, window: Window) => Answer | undefined;
}

const windowKey = ({ start, end }: Window): string => `${start}-${end}`;

const settledWindows = (needs: readonly Need[], now: number): ReadonlyMap<string, Window> =>
  new Map(needs.filter(({ window }) => isSettled(window, now)).map(({ window }) => [windowKey(window), window]));

/** Reads what is kept of every settled window. */
export const recall = async (needs: readonly Need[], cache: PointsCache | undefined, now: number): Promise<Recalled> => {
  if (cache === undefined) {
    return { missing: needs, find: () => undefined };
  }
  const windows = settledWindows(needs, now);
  const kept = new Map(await Promise.all([...windows].map(async ([key, window]): Promise<[string, WindowPoints]> => [key, await cache.read(window)])));
  const find = (key: string, window: Window): Answer | undefined => {
    const points = kept.get(windowKey(window))?.get(key);
    return points === undefined ? undefined : { points };
  };
  return { missing: needs.filter(({ query, window }) => find(queryKey(query), window) === undefined), find };
};

/** Keeps what was fetched of settled windows, whole answers only. */
export const remember = async (
  fetched: readonly Need[],
  lookup: (key: string, window: Window) => Answer | undefined,
  cache: PointsCache | undefined,
  now: number,
): Promise<void> => {
  if (cache === undefined) {
    return;
  }
  await Promise.all(
    [...settledWindows(fetched, now)].map(async ([key, window]) => {
      const keys = fetched.filter((need) => windowKey(need.window) === key).map(({ query }) => queryKey(query));
      const points = new Map([...new Set(keys)].flatMap((one): [string, Answer['points']][] => keepable(lookup(one, window), one, window)));
      await (points.size === 0 ? undefined : cache.write(window, points));
    }),
  );
};

const keepable = (answer: Answer | undefined, key: string, window: Window): [string, Answer['points']][] =>
  answer === undefined || answer.problem !== undefined ? [] : [[key, new Map([...answer.points].filter(([time]) => time >= window.start && time < window.end))]];
