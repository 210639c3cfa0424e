/** The time of the tests, and a pace that never waits. */
import type { Pace } from '../../../lambda/sources/http/pace';
import { start } from '../requests';

/** An hour after the tests' window began. */
export const now = start + 3_600_000;

/** A pace whose waits are kept and take no time. */
export const quickPace = (random = 0.5): Pace & { readonly waits: number[] } => {
  const waits: number[] = [];
  return {
    waits,
    clock: () => now,
    random: () => random,
    sleep: async (milliseconds, signal) => {
      waits.push(milliseconds);
      signal.throwIfAborted();
    },
  };
};
