/** Points on the whole periods of a window: what is absent, not a number or outside is null. */
import type { Window } from '../../judge/series';
import { wholePeriods } from './period';

export type Slots = readonly (number | null)[];

/** Places points, by epoch milliseconds, on the periods of a window. */
export const toSlots = (points: ReadonlyMap<number, number>, window: Window, periodSeconds: number): Slots => {
  const { start, end } = wholePeriods(window, periodSeconds);
  const slots = Array.from<number | null>({ length: (end - start) / (periodSeconds * 1000) }).fill(null);
  for (const [time, value] of points) {
    const index = Math.floor((time - start) / (periodSeconds * 1000));
    if (index >= 0 && index < slots.length && Number.isFinite(value)) {
      slots[index] = value;
    }
  }
  return slots;
};

export const isEmpty = (slots: Slots): boolean => slots.every((value) => value === null);

/** The sum by slot; null where none has a value. */
export const added = (some: readonly Slots[]): Slots =>
  Array.from({ length: some[0]?.length ?? 0 }, (_, index) => {
    const values = some.flatMap((slots) => slots[index] ?? []);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
  });

/** No errors are not reported: where requests were counted and errors were not, there were none. */
export const zeroWherePresent = (counts: Slots, requests: Slots): Slots =>
  counts.map((count, index) => (requests[index] === null || requests[index] === undefined ? null : (count ?? 0)));

/**
 * The requests of each minute. A load balancer counts no request that it refuses for want of a target: where it counted
 * none and answered some with an error of its own, those were all, else an outage of everything would look like silence.
 */
export const withRefused = (requests: Slots, refused: Slots): Slots =>
  requests.map((count, index) => count ?? ((refused[index] ?? 0) > 0 ? (refused[index] ?? null) : null));

/** Where a load balancer refused requests beside those it counted, there are more failures than requests: they are all of them. */
export const atMost = (counts: Slots, most: Slots): Slots =>
  counts.map((count, index) => (count === null ? null : Math.min(count, most[index] ?? count)));

export const scaled = (slots: Slots, factor: number): Slots =>
  factor === 1 ? slots : slots.map((value) => (value === null ? null : value * factor));
