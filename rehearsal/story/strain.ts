import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Watcher } from './events';

/** A tenth of all turns of the event loop late by more than this, in milliseconds, is strain. */
const lateBy = 150;

/** So many seconds of it in a row are worth a word: shorter ones pass without harm. */
const secondsInARow = 3;

/**
 * Tells once when the machine cannot keep up with the story: points of metrics then come late or never, and a gate that
 * lacks points holds.
 */
export function watchStrain(tell: Watcher, speed: number): { stop(): void } {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  let strained = 0;
  const timer = setInterval(() => {
    strained = isStrained(delay.percentile(90) / 1e6) ? strained + 1 : 0;
    delay.reset();
    if (strained !== secondsInARow) return;
    clearInterval(timer);
    tell({ kind: 'note', text: adviceFor(speed) });
  }, 1000);
  return {
    stop() {
      clearInterval(timer);
      delay.disable();
    },
  };
}

/** Whether a delay of so many milliseconds is strain. */
export const isStrained = (milliseconds: number): boolean => milliseconds > lateBy;

/** What a person can do about it. */
export const adviceFor = (speed: number): string =>
  `This machine is too busy for speed ${speed}: metrics may be missing, and a gate without metrics holds. Close other programs${speed > 1 ? `, or use --speed ${Math.max(1, Math.floor(speed / 2))}` : ''}.`;
