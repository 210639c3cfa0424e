import { formatNumber } from './number';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const units: readonly (readonly [symbol: string, milliseconds: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
];

/** An instant as ISO 8601, or `null` where a record holds none (not finite, or beyond what a date can hold). */
export function isoTime(at: number): string | null {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** `20 Nov 2026, 10:05 UTC`; seconds only where the instant has some. */
export function formatTime(at: number): string {
  const iso = isoTime(at);
  return iso === null ? 'unknown time' : `${formatDay(at)}, ${clock(iso)} UTC`;
}

/** `20 Nov 2026` */
function formatDay(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`;
}

function clock(iso: string): string {
  const time = /T(\d\d:\d\d)(:\d\d)/.exec(iso);
  return time === null ? '' : `${time[1]}${time[2] === ':00' ? '' : time[2]}`;
}

/** `20 Nov 2026, 10:05–10:15 UTC (10 min)`; both days where they differ. */
export function formatSpan(start: number, end: number): string {
  const from = isoTime(start);
  const to = isoTime(end);
  if (from === null || to === null) return 'unknown times';
  const length = formatDuration(end - start);
  if (formatDay(start) !== formatDay(end)) return `${formatTime(start)} to ${formatTime(end)} (${length})`;
  return `${formatDay(start)}, ${clock(from)}–${clock(to)} UTC (${length})`;
}

/** A length of time by its two largest units: `10 min`, `1 h 30 min`, `2 d`. */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return 'unknown length';
  let rest = Math.round(Math.abs(milliseconds) / 1_000) * 1_000;
  const parts: string[] = [];
  for (const [symbol, size] of units) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) parts.push(`${formatNumber(amount)} ${symbol}`);
    else if (parts.length > 0) break;
  }
  return parts.slice(0, 2).join(' ') || '0 s';
}

/** How far an instant is from now, by one unit: `3 min ago`, `in 5 min`, `just now`. */
export function relativeTime(at: number, now: number): string {
  const distance = now - at;
  if (!Number.isFinite(distance)) return 'at an unknown time';
  if (Math.abs(distance) < 10_000) return 'just now';
  const length = formatDuration(distance).split(' ').slice(0, 2).join(' ');
  return distance > 0 ? `${length} ago` : `in ${length}`;
}
