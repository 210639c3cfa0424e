import type { Window } from '../../judge/series';
import { keptSpan } from '../kept-span';
import { periodFor } from './period';
import { dependsOnWindow, type Query } from './query';

/** The span that is fetched and kept for a query: a query whose values depend on its window keeps it. */
export const spanOfQuery = (query: Query, window: Window, now: number): Window =>
  dependsOnWindow(query)
    ? window
    : keptSpan(window, now, (whole) => periodFor(whole, now, query.periodSeconds) === query.periodSeconds);
