/**
 * The span that is fetched and kept for a window. While a decision is looked at, its windows grow minute by minute, those
 * of history too; fetched and kept in whole hours, history is the same at every look.
 */
import type { Window } from '../../judge/series';
import { isSettled } from '../points-cache';
import { periodFor } from './period';
import { dependsOnWindow, type Query } from './query';

const hour = 3_600_000;

const wholeHours = ({ start, end }: Window): Window => ({ start: Math.floor(start / hour) * hour, end: Math.ceil(end / hour) * hour });

/**
 * Whole hours, where all of them can no longer change and CloudWatch has them in the same period; else the window itself.
 * A query whose values depend on its window keeps it.
 */
export const keptSpan = (query: Query, window: Window, now: number): Window => {
  const whole = wholeHours(window);
  return !dependsOnWindow(query) && isSettled(whole, now) && periodFor(whole, now, query.periodSeconds) === query.periodSeconds
    ? whole
    : window;
};
