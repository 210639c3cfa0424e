import type { Window } from '../../lambda/judge/series';
import { UserError } from '../errors';
import { inWords } from './duration';
import { instantAt, type Instant } from './instant';

/** How a command was told which span of time to judge. */
export interface WindowOptions {
  readonly from?: Instant;
  readonly to?: Instant;
  /** Milliseconds. */
  readonly last?: number;
  readonly wait?: boolean;
  /** Milliseconds that metrics need to arrive. */
  readonly delay: number;
}

const minute = 60_000;
const defaultLast = 30 * minute;

const down = (at: number): number => Math.floor(at / minute) * minute;
const up = (at: number): number => Math.ceil(at / minute) * minute;

/**
 * The window on whole minutes. `--last` ends when metrics have had their time to arrive; with `--wait` it is the time
 * that begins now.
 * @throws UserError for a window that lies in the future, runs backwards or is given twice.
 */
export function windowOf(options: WindowOptions, now: number): Window {
  const { from, to, last, wait = false } = options;
  if (last !== undefined && (from !== undefined || to !== undefined))
    throw new UserError('--last and --from or --to exclude each other. Give one of them.');
  if (from === undefined && to !== undefined) throw new UserError('--to needs --from. Add --from, for example --from -1h.');
  return from === undefined
    ? lastWindow(last ?? defaultLast, options, now)
    : checked({ start: down(instantAt(from, now)), end: endOf(options, now) }, wait, now);
}

const lastWindow = (last: number, { wait, delay }: WindowOptions, now: number): Window => {
  if (wait) return { start: up(now), end: up(now) + up(last) };
  const end = down(now - delay);
  return { start: end - up(last), end };
};

const endOf = ({ to, delay }: WindowOptions, now: number): number => (to === undefined ? down(now - delay) : down(instantAt(to, now)));

const clock = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;

const [hour, day] = [60 * minute, 1_440 * minute];

/** A length of time in one unit, rounded up: `12m`, `5h`, `3d`. */
const about = (milliseconds: number): string => {
  const unit = milliseconds >= 2 * day ? day : milliseconds >= 2 * hour ? hour : minute;
  return inWords(Math.ceil(milliseconds / unit) * unit);
};

function checked(window: Window, wait: boolean, now: number): Window {
  const { start, end } = window;
  if (start >= now && end <= now)
    throw new UserError(
      `--from (${clock(start)}) lies ${about(start - now + 1)} in the future. Choose a time that has passed, or add --to and --wait to measure then.`,
    );
  if (end <= start)
    throw new UserError(`--from (${clock(start)}) must lie at least a minute before --to (${clock(end)}). Swap or change them.`);
  if (end > now && !wait)
    throw new UserError(
      `The window ends at ${clock(end)}, ${about(end - now)} from now. Add --wait to measure until then, or choose a time that has passed.`,
    );
  return window;
}
