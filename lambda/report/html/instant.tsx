/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import { formatTime, isoTime, relativeTime } from '../format/time';

/** An instant in UTC and its distance from now. */
export function Instant({ at, now }: { readonly at: number; readonly now: number }): JSX.Element {
  const iso = isoTime(at);
  if (iso === null) return <span>unknown time</span>;
  return (
    <time dateTime={iso}>
      {formatTime(at)}, {relativeTime(at, now)}
    </time>
  );
}
