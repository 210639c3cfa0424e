/**
 * The span that is fetched and kept for a window. While a decision is looked at, its windows grow minute by minute, those
 * of history too; fetched and kept in whole hours, history is the same at every look.
 */
import type { Window } from '../judge/series';
import { isSettled } from './points-cache';

const hour = 3_600_000;

const wholeHours = ({ start, end }: Window): Window => ({ start: Math.floor(start / hour) * hour, end: Math.ceil(end / hour) * hour });

/**
 * Whole hours, where all of them can no longer change; else the window itself. `now` in epoch milliseconds.
 * @param isAsGood whether the provider has such a span in the same periods.
 */
export const keptSpan = (window: Window, now: number, isAsGood: (whole: Window) => boolean = () => true): Window => {
  const whole = wholeHours(window);
  return isSettled(whole, now) && isAsGood(whole) ? whole : window;
};
