/** Few calls for many selectors: near windows share one, and every call keeps the limits of the metrics API. */
import type { Window } from '../../judge/series';
import { spansOf } from '../spans';
import { resolutionFor, secondsOf } from './resolution';
import type { Scope } from './selector';

/** Most metrics of one query. Source: Metrics API v2, metric selector. */
export const maxSelectors = 10;

/** Most points of one series. Source: Metrics API v2, GET metric data points. */
export const maxPoints = 10_080;

/** Longest list of selectors in one address, so that it stays below what proxies take. */
const longestList = 4_000;

/** A selector that is needed for a scope and a window. */
export interface Need {
  readonly scope: Scope;
  readonly selector: string;
  readonly window: Window;
}

/** One call. */
export interface Batch {
  readonly scope: Scope;
  readonly span: Window;
  readonly resolution: string;
  readonly selectors: readonly string[];
}

const grouped = <Item>(items: readonly Item[], key: (item: Item) => string): Item[][] => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = key(item);
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return [...groups.values()];
};

const chunked = (selectors: readonly string[]): string[][] => {
  const chunks: string[][] = [];
  for (const selector of selectors) {
    const last = chunks.at(-1);
    const fits = last !== undefined && last.length < maxSelectors && last.join(',').length + selector.length <= longestList;
    if (fits) {
      last.push(selector);
    } else {
      chunks.push([selector]);
    }
  }
  return chunks;
};

const within = (span: Window, window: Window): boolean => span.start <= window.start && span.end >= window.end;

/** The calls in which at least a share of each span is needed. */
const batchWith = (needs: readonly Need[], now: number, neededShare: number): Batch[] =>
  grouped(needs, ({ scope, window }) => `${resolutionFor(window.start, now)} ${scope.selector}`).flatMap((group) => {
    const { scope, window } = group[0] as Need;
    const resolution = resolutionFor(window.start, now);
    const longest = maxPoints * (secondsOf(resolution) ?? 60) * 1000;
    const spans = spansOf(
      group.map((need) => need.window),
      longest,
      neededShare,
    );
    return spans.flatMap((span) => {
      const selectors = new Set(group.filter((need) => within(span, need.window)).map((need) => need.selector));
      return chunked([...selectors]).map((some) => ({ scope, span, resolution, selectors: some }));
    });
  });

/** Calls beyond this many are saved by longer spans: Dynatrace limits requests, and reading more points costs nothing. */
const fewCalls = 48;

/** Shares of a span that must be needed, the thriftiest first; at last whatever fits into a call. */
const shares = [1 / 4, 1 / 16, 0];

/** The calls for everything that is needed. `now` in epoch milliseconds decides which resolution is still kept. */
export const batch = (needs: readonly Need[], now: number): Batch[] => {
  const ways = shares.map((share) => batchWith(needs, now, share));
  return ways.find((calls) => calls.length <= fewCalls) ?? ways.at(-1) ?? [];
};
