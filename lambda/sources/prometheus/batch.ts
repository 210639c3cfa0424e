/** Few calls for many windows: an expression is evaluated once over windows that lie close together. */
import type { Window } from '../../judge/series';
import { spansOf } from '../spans';

/** Most points of one series. Source: Prometheus refuses more than 11,000 per query. */
export const maxPoints = 10_000;

export interface Need {
  readonly query: string;
  readonly window: Window;
}

/** The calls for everything that is needed. */
export const batch = (needs: readonly Need[]): Need[] => {
  const queries = new Map<string, Window[]>();
  for (const { query, window } of needs) {
    queries.set(query, [...(queries.get(query) ?? []), window]);
  }
  return [...queries].flatMap(([query, windows]) => spansOf(windows, maxPoints * 60_000).map((window) => ({ query, window })));
};
