/** Few calls for many windows: an expression is evaluated once over windows that lie close together. */
import type { Window } from '../../judge/series';

/** Most points of one series. Source: Prometheus refuses more than 11,000 per query. */
export const maxPoints = 10_000;

/** Windows are joined while at least this share of what is fetched is needed. */
const neededShare = 1 / 4;

export interface Need {
  readonly query: string;
  readonly window: Window;
}

const length = ({ start, end }: Window): number => end - start;

const minutes = (window: Window): number => length(window) / 60_000;

interface Span {
  readonly window: Window;
  readonly needed: number;
}

const joinable = ({ needed }: Span, joined: Window, window: Window): boolean =>
  minutes(joined) <= maxPoints && needed + length(window) >= neededShare * length(joined);

const spansOf = (windows: readonly Window[]): Span[] => {
  const spans: Span[] = [];
  for (const window of [...windows].sort((a, b) => a.start - b.start)) {
    const last = spans.at(-1);
    const joined = { start: last?.window.start ?? window.start, end: Math.max(last?.window.end ?? 0, window.end) };
    if (last !== undefined && joinable(last, joined, window)) {
      spans[spans.length - 1] = { window: joined, needed: last.needed + Math.max(0, window.end - Math.max(window.start, last.window.end)) };
    } else {
      spans.push({ window, needed: length(window) });
    }
  }
  return spans;
};

/** The calls for everything that is needed. */
export const batch = (needs: readonly Need[]): Need[] => {
  const queries = new Map<string, Window[]>();
  for (const { query, window } of needs) {
    queries.set(query, [...(queries.get(query) ?? []), window]);
  }
  return [...queries].flatMap(([query, windows]) => spansOf(windows).map(({ window }) => ({ query, window })));
};
