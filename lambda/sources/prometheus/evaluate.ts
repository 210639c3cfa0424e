/** Evaluates every expression that one fetch needs, once, and not where its values are kept. */
import type { Window } from '../../judge/series';
import { mapPooled } from '../http/pool';
import type { Session } from '../http/session';
import { keptSpan } from '../kept-span';
import type { PointsCache } from '../points-cache';
import { recall, remember, type Fetched } from '../recall';
import { queryRange, type Points } from './api';
import type { Lookup } from './assemble';
import { batch, type Need } from './batch';

const covers = (span: Window, window: Window): boolean => span.start <= window.start && span.end >= window.end;

const withoutNulls = (values: Points['values']): ReadonlyMap<number, number> =>
  new Map([...values].filter((entry): entry is [number, number] => entry[1] !== null));

const keepable = (points: Points | undefined): Fetched | undefined =>
  points === undefined ? undefined : { ...points, points: withoutNulls(points.values) };

/** Finds the values of each expression over each window. Never rejects. `now` in epoch milliseconds. */
export const evaluate = async (session: Session, needs: readonly Need[], cache: PointsCache | undefined, now: number): Promise<Lookup> => {
  const spanOf = (window: Window): Window => (cache === undefined ? window : keptSpan(window, now));
  const recalled = await recall(
    needs.map(({ query, window }) => ({ query, window: spanOf(window), key: `prometheus ${query}` })),
    cache,
    now,
  );
  const done = await mapPooled(batch(recalled.missing), session.endpoint.limits.concurrency, async (one) => ({
    ...one,
    points: await queryRange(session, one.query, one.window),
  }));
  const fetched = (query: string, window: Window): Points | undefined =>
    done.find((one) => one.query === query && covers(one.window, window))?.points;
  const queries = new Map(recalled.missing.map(({ key, query }) => [key, query]));
  await remember(recalled.missing, (key, window) => keepable(fetched(queries.get(key) ?? '', window)), cache, now);
  return (query, window) => {
    const kept = recalled.find(`prometheus ${query}`, spanOf(window));
    return kept === undefined ? fetched(query, spanOf(window)) : { values: kept.points };
  };
};
