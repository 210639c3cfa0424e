/**
 * Open-loop pacing: requests leave at a steady rate however slowly they are answered, as real users do.
 * Pure: the caller brings the time.
 */

/** What is due at one moment. */
export interface Due {
  /** Requests to send now. */
  readonly send: number;
  /** Requests given up, because a stall had made too many of them late. */
  readonly skipped: number;
}

/** A pace in the course of time; every time is in epoch milliseconds. */
export interface Pace {
  /** What is due at `now`; counts as sent or skipped from then on. */
  due(now: number): Due;
  /** When the next request is due. */
  next(): number;
}

/** After a stall at most so much of the pace is made up for; the rest is skipped, so that no burst follows. */
const catchUpMilliseconds = 10_000;

/** A pace of `perMinute` requests that begins at `start`. */
export function createPace(perMinute: number, start: number): Pace {
  const interval = 60_000 / perMinute;
  const cap = Math.max(1, Math.floor(catchUpMilliseconds / interval));
  let begun = 0;
  const next = () => start + begun * interval;
  const due = (now: number): Due => {
    const late = now < next() ? 0 : Math.floor((now - next()) / interval) + 1;
    begun += late;
    const send = Math.min(late, cap);
    return { send, skipped: late - send };
  };
  return { due, next };
}
