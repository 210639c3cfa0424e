/** What of the needed points is kept already, and what has to be fetched. */
import type { Window } from '../judge/series';
import { isSettled, type Points, type PointsCache, type WindowPoints } from './points-cache';

/** Something that is needed over a window, and the key under which its points are kept. */
export interface Needed {
  readonly key: string;
  readonly window: Window;
}

/** Points that were fetched; where something keeps them from being whole, they are not kept. */
export interface Fetched {
  readonly points: Points;
  readonly problem?: unknown;
}

/** Points that are kept, by window and key. */
export interface Recalled<Need extends Needed> {
  readonly missing: readonly Need[];
  readonly find: (key: string, window: Window) => { readonly points: Points } | undefined;
}

const windowKey = ({ start, end }: Window): string => `${start}-${end}`;

const settledWindows = (needs: readonly Needed[], now: number): ReadonlyMap<string, Window> =>
  new Map(needs.filter(({ window }) => isSettled(window, now)).map(({ window }) => [windowKey(window), window]));

/** Reads what is kept of every settled window. `now` in epoch milliseconds. */
export const recall = async <Need extends Needed>(
  needs: readonly Need[],
  cache: PointsCache | undefined,
  now: number,
): Promise<Recalled<Need>> => {
  if (cache === undefined) {
    return { missing: needs, find: () => undefined };
  }
  const windows = settledWindows(needs, now);
  const kept = new Map(
    await Promise.all([...windows].map(async ([key, window]): Promise<[string, WindowPoints]> => [key, await cache.read(window)])),
  );
  const find: Recalled<Need>['find'] = (key, window) => {
    const points = kept.get(windowKey(window))?.get(key);
    return points === undefined ? undefined : { points };
  };
  return { missing: needs.filter(({ key, window }) => find(key, window) === undefined), find };
};

/** Keeps what was fetched of settled windows, whole answers only. */
export const remember = async (
  fetched: readonly Needed[],
  lookup: (key: string, window: Window) => Fetched | undefined,
  cache: PointsCache | undefined,
  now: number,
): Promise<void> => {
  if (cache === undefined) {
    return;
  }
  await Promise.all(
    [...settledWindows(fetched, now)].map(async ([name, window]) => {
      const keys = fetched.filter((need) => windowKey(need.window) === name).map(({ key }) => key);
      const points = new Map([...new Set(keys)].flatMap((one): [string, Points][] => keepable(lookup(one, window), one, window)));
      await (points.size === 0 ? undefined : cache.write(window, points));
    }),
  );
};

const keepable = (fetched: Fetched | undefined, key: string, window: Window): [string, Points][] =>
  fetched === undefined || fetched.problem !== undefined
    ? []
    : [[key, new Map([...fetched.points].filter(([time]) => time >= window.start && time < window.end))]];
