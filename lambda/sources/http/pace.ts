/** Time and chance, so that back-off can be tested without waiting. */
import { setTimeout as wait } from 'node:timers/promises';

export interface Pace {
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** At least 0, less than 1. */
  readonly random: () => number;
  /** Rejects when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** The machine's own time and chance. */
export const systemPace: Pace = {
  clock: () => Date.now(),
  random: () => Math.random(),
  sleep: async (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
};
