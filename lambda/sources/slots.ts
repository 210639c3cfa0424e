/** Points on the slots of a window. */
import type { Window } from '../judge/series';

/** One value per period of a window; null where there is none. */
export type Slots = readonly (number | null)[];

/** Points by the epoch milliseconds at which their period begins. What is absent, not a number or outside is null. */
export const toSlots = (points: ReadonlyMap<number, number | null>, { start, end }: Window, periodSeconds: number): Slots => {
  const period = periodSeconds * 1000;
  const slots = Array.from<number | null>({ length: Math.max(0, Math.floor((end - start) / period)) }).fill(null);
  for (const [time, value] of points) {
    const index = Math.floor((time - start) / period);
    if (value !== null && Number.isFinite(value) && index >= 0 && index < slots.length) {
      slots[index] = value;
    }
  }
  return slots;
};

/** What is not reported where requests were counted did not happen; where none were counted, nothing is known. */
export const zeroWherePresent = (counts: Slots, requests: Slots): Slots =>
  counts.map((count, index) => (requests[index] === null || requests[index] === undefined ? null : (count ?? 0)));

/** Values in another unit. */
export const scaled = (slots: Slots, factor: number): Slots => slots.map((value) => (value === null ? null : value * factor));

/** A percentage of counted requests as two counts, so that a window weighs its minutes by their requests. */
export const shareAsCounts = (percent: Slots, requests: Slots): { readonly numerator: Slots; readonly denominator: Slots } => ({
  numerator: percent.map((share, index) => {
    const of = requests[index] ?? null;
    return share === null || of === null ? null : Math.round((share / 100) * of);
  }),
  denominator: percent.map((share, index) => (share === null ? null : (requests[index] ?? null))),
});
