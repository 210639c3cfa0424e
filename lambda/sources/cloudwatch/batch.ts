/** Few calls for many queries: neighbouring windows share one, and every call keeps CloudWatch's limits. */
import type { Window } from '../../judge/series';
import { periodSeconds, queryKey, type Query } from './query';

/** Most queries of one GetMetricData call. */
export const maxQueries = 500;

/** Most points that one GetMetricData call returns without paging. */
export const maxPoints = 100_800;

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

const points = ({ start, end }: Window): number => Math.ceil((end - start) / (periodSeconds * 1000));

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

/** Merges two windows unless more than half of the span would be waste or the answer would need more pages. */
const merge = (a: Group, b: Group): Group | undefined => {
  const span = { start: Math.min(a.span.start, b.span.start), end: Math.max(a.span.end, b.span.end) };
  const merged = { span, queries: new Map([...a.queries, ...b.queries]), wanted: a.wanted + b.wanted };
  const fits = merged.queries.size * points(span) <= maxPoints;
  return fits && span.end - span.start <= 2 * merged.wanted ? merged : undefined;
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

const split = ({ span, queries }: Group): Batch[] => {
  const size = Math.max(1, Math.min(maxQueries, Math.floor(maxPoints / Math.max(1, points(span)))));
  const entries = [...queries];
  return Array.from({ length: Math.ceil(entries.length / size) }, (_, index) => ({
    span,
    queries: new Map(entries.slice(index * size, (index + 1) * size)),
  }));
};

/** The calls that fetch everything that is needed. */
export const batch = (needs: readonly Need[]): Batch[] => mergeNeighbours(groupByWindow(needs)).flatMap(split);
