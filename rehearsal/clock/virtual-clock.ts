import { setTimeout as realSleep } from 'node:timers/promises';
import type { ClockSettings, VirtualClock } from './clock';

/** Longest time that a timer of Node can wait for, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/**
 * A clock that starts now.
 *
 * @param speed virtual seconds in one real second, 1 or more
 * @param virtualStart virtual epoch milliseconds of this instant; default the machine's time
 */
export const startClock = (speed: number, virtualStart = Date.now()): VirtualClock =>
  virtualClock({ speed, realStart: Date.now(), virtualStart });

/** The clock with these settings, in whichever process. */
export const virtualClock = (settings: ClockSettings): VirtualClock => {
  const now = () => virtualNow(settings, Date.now());
  const toReal = (milliseconds: number) => milliseconds / settings.speed;
  const sleep = async (milliseconds: number, signal?: AbortSignal) => {
    const end = now() + milliseconds;
    // A timer may fire up to a millisecond early, which is many virtual ones.
    for (let left = milliseconds; left > 0; left = end - now()) {
      await waitFor(Math.min(Math.ceil(toReal(left)), longestTimer), signal);
    }
    throwIfAborted(signal);
  };
  return { settings, now, toReal, sleep };
};

/** Virtual epoch milliseconds at an instant of the machine's clock; whole. */
export const virtualNow = (settings: ClockSettings, realNow: number): number =>
  Math.floor(settings.virtualStart + (realNow - settings.realStart) * settings.speed);

const waitFor = async (milliseconds: number, signal: AbortSignal | undefined): Promise<void> => {
  throwIfAborted(signal);
  try {
    await realSleep(milliseconds, undefined, signal ? { signal } : {});
  } catch (error) {
    throwIfAborted(signal);
    throw error;
  }
};

/** Node rejects with its own AbortError; callers are promised the reason. */
const throwIfAborted = (signal: AbortSignal | undefined): void => {
  if (signal?.aborted) throw signal.reason;
};
