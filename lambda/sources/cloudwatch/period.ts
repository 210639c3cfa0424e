/** Which period CloudWatch still has for a window, and the whole periods that lie in it. */
import type { Window } from '../../judge/series';

const hour = 3_600_000;
const day = 24 * hour;

/** How long points live: under a minute 3 hours, a minute 15 days, five minutes 63 days, an hour 455 days. */
const kept: readonly (readonly [periodSeconds: number, age: number])[] = [
  [1, 3 * hour],
  [60, 15 * day],
  [300, 63 * day],
];

/** Windows this close to an end of life count as beyond it, since their points vanish while they are asked for. */
const margin = 5 * 60_000;

/** The finest period, in seconds, that CloudWatch has for a window that begins `age` milliseconds ago. */
const finest = (age: number): number => kept.find(([, lives]) => age + margin <= lives)?.[0] ?? 3600;

/** The period to ask for: the wanted one, or the finest that is still kept where that is coarser. */
export const periodFor = (window: Window, now: number, wantedSeconds: number): number =>
  Math.max(wantedSeconds, finest(now - window.start));

/** The part of a window that holds whole periods; CloudWatch's periods begin at multiples of themselves. */
export const wholePeriods = ({ start, end }: Window, periodSeconds: number): Window => {
  const period = periodSeconds * 1000;
  const first = Math.ceil(start / period) * period;
  return { start: first, end: Math.max(first, Math.floor(end / period) * period) };
};

/** Period of every metric of a load balancer: nothing finer exists. */
export const minute = 60;
