/** Few calls for many queries: neighbouring windows share one, and every call keeps CloudWatch's limits. */
import type { Window } from '../../judge/series';
import { dependsOnWindow, entriesOf, isInsights, queryKey, type Query } from './query';

/** Most queries of one GetMetricData call. */
export const maxQueries = 500;

/** Most points that one GetMetricData call returns without paging. */
export const maxPoints = 100_800;

/** Most points of a call that spans several windows: answers of more are slow, and CloudWatch throttles by points. */
const maxSharedPoints = 45_000;

/** A shared call may fetch this many times the span that was asked for. */
const tolerableWaste = 3;

/** A query that is needed for a window. */
export interface Need {
  readonly query: Query;
  readonly window: Window;
}

/** One call: these queries over this span. */
export interface Batch {
  readonly span: Window;
  readonly queries: ReadonlyMap<string, Query>;
}

interface Group extends Batch {
  /** Milliseconds that were asked for; the span may hold gaps besides. */
  readonly wanted: number;
}

const points = ({ start, end }: Window, { periodSeconds }: Query): number => Math.ceil((end - start) / (periodSeconds * 1000));

const allPoints = (span: Window, queries: Iterable<Query>): number => [...queries].reduce((sum, query) => sum + points(span, query), 0);

const groupByWindow = (needs: readonly Need[]): Group[] => {
  const groups = new Map<string, { span: Window; queries: Map<string, Query>; wanted: number }>();
  for (const { query, window } of needs) {
    const key = `${window.start}-${window.end}`;
    const group = groups.get(key) ?? { span: window, queries: new Map<string, Query>(), wanted: window.end - window.start };
    groups.set(key, group);
    group.queries.set(queryKey(query), query);
  }
  return [...groups.values()].sort((a, b) => a.span.start - b.span.start);
};

/** Merges two windows where one call for both costs less than two. */
const merge = (a: Group, b: Group): Group | undefined => {
  const span = { start: Math.min(a.span.start, b.span.start), end: Math.max(a.span.end, b.span.end) };
  const merged = { span, queries: new Map([...a.queries, ...b.queries]), wanted: a.wanted + b.wanted };
  const fits = allPoints(span, merged.queries.values()) <= maxSharedPoints;
  return fits && span.end - span.start <= tolerableWaste * merged.wanted ? merged : undefined;
};

const mergeNeighbours = (groups: readonly Group[]): Group[] => {
  const result: Group[] = [];
  for (const group of groups) {
    const last = result.at(-1);
    const merged = last === undefined ? undefined : merge(last, group);
    if (merged === undefined) {
      result.push(group);
    } else {
      result[result.length - 1] = merged;
    }
  }
  return result;
};

interface Load {
  readonly queries: Map<string, Query>;
  entries: number;
  points: number;
  insights: number;
}

const emptyLoad = (): Load => ({ queries: new Map(), entries: 0, points: 0, insights: 0 });

const exceeds = (load: Load, query: Query, span: Window): boolean =>
  load.queries.size > 0 &&
  (load.entries + entriesOf(query) > maxQueries ||
    load.points + points(span, query) > maxPoints ||
    (isInsights(query) && load.insights > 0));

/** Cuts a group into calls within the limits: 500 entries, one page of points, one Metrics Insights query. */
const split = ({ span, queries }: Batch): Batch[] => {
  const loads = [emptyLoad()];
  // Metrics Insights queries first: each call can take one of them along.
  for (const [key, query] of [...queries].sort(([, a], [, b]) => Number(isInsights(b)) - Number(isInsights(a)))) {
    let load = loads.find((one) => !exceeds(one, query, span));
    if (load === undefined) {
      load = emptyLoad();
      loads.push(load);
    }
    load.queries.set(key, query);
    load.entries += entriesOf(query);
    load.points += points(span, query);
    load.insights += Number(isInsights(query));
  }
  return loads.map((load) => ({ span, queries: load.queries }));
};

/** Adds groups that keep their own span to those of equal span, and the rest of them at the end. */
const withBound = (groups: readonly Group[], bound: readonly Group[]): Batch[] => {
  const isSame = (a: Group, b: Group): boolean => a.span.start === b.span.start && a.span.end === b.span.end;
  const joined = groups.map((group) => {
    const own = bound.find((one) => isSame(one, group));
    return own === undefined ? group : { ...group, queries: new Map([...group.queries, ...own.queries]) };
  });
  return [...joined, ...bound.filter((one) => !groups.some((group) => isSame(one, group)))];
};

/** The calls that fetch everything that is needed. */
export const batch = (needs: readonly Need[]): Batch[] => {
  const free = needs.filter(({ query }) => !dependsOnWindow(query));
  const bound = needs.filter(({ query }) => dependsOnWindow(query));
  return withBound(mergeNeighbours(groupByWindow(free)), groupByWindow(bound)).flatMap(split);
};
