/** Where windows lie in time, and when to look. Times are epoch milliseconds. */
import type { Comparison } from '../../monspec/monspec';
import type { Window } from '../../sources/source';
import type { Timing } from '../validation';

const minute = 60_000;

const downToMinute = (instant: number): number => Math.floor(instant / minute) * minute;
const upToMinute = (instant: number): number => Math.ceil(instant / minute) * minute;

/**
 * The candidate's window: begins on the first whole minute after the warm-up. A comparison that moves the candidate's
 * window back in time begins later by as much, so that it never reaches back before the end of the warm-up.
 */
export const candidateWindow = (
  registeredAt: number,
  settings: { readonly warmUpMinutes: number; readonly windowMinutes: number },
  comparison: Comparison,
): Window => {
  const start = upToMinute(registeredAt + settings.warmUpMinutes * minute + comparison.shiftSourceSeconds * 1000);
  return { start, end: start + settings.windowMinutes * minute };
};

const moved = ({ start, end }: Window, seconds: number): Window => {
  const begin = downToMinute(start - seconds * 1000);
  return { start: begin, end: begin + end - start };
};

/** As much of the baseline as the past holds: all of it where it lies before the deployment. */
const baselineWindow = (comparison: Comparison, whole: Window, seen: Window, deployedAt: number): Window => {
  switch (comparison.baseline.kind) {
    case 'shifted': {
      const { start, end } = moved(whole, comparison.baseline.seconds);
      return { start, end: Math.min(end, Math.max(seen.end, start + seen.end - seen.start)) };
    }
    case 'beforeDeployment': {
      const end = downToMinute(deployedAt);
      return { start: end - (whole.end - whole.start), end };
    }
  }
};

/**
 * Both windows as they are measured, shifts applied, on whole minutes. At the end of the window they are of equal length;
 * before it, the baseline is as long as the whole window where that much of it is past.
 * @param seen what is there of the candidate's window.
 */
export const measuredWindows = (
  comparison: Comparison,
  whole: Window,
  deployedAt: number,
  seen: Window = whole,
): { readonly candidate: Window; readonly baseline: Window } => ({
  candidate: moved(seen, comparison.shiftSourceSeconds),
  baseline: baselineWindow(comparison, whole, seen, deployedAt),
});

/** When the look that may decide is due: the window is over and its metrics have had their time to arrive. */
export const finalLookAt = ({ candidate, ingestionDelaySeconds }: Timing): number => candidate.end + ingestionDelaySeconds * 1000;

/** When to look next: every interval, and at the end. */
export const nextLookAt = (timing: Timing, now: number): number =>
  Math.min(Math.max(now, timing.candidate.start) + timing.lookEverySeconds * 1000, Math.max(now, finalLookAt(timing)));

/** What a look at this instant can measure. */
export type LookSpan =
  | { readonly kind: 'final'; readonly candidate: Window }
  | { readonly kind: 'interim'; readonly candidate: Window }
  /** Not one whole minute has been measured yet. */
  | { readonly kind: 'too-early' };

export const spanAt = (timing: Timing, now: number): LookSpan => {
  const { candidate } = timing;
  if (now >= finalLookAt(timing)) {
    return { kind: 'final', candidate };
  }
  const end = Math.min(candidate.end, downToMinute(now - timing.ingestionDelaySeconds * 1000));
  return end > candidate.start ? { kind: 'interim', candidate: { start: candidate.start, end } } : { kind: 'too-early' };
};
