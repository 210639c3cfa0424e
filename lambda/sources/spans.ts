/** Windows that lie close together are fetched as one span. */
import type { Window } from '../judge/series';

/** Windows are joined while at least this share of what is fetched is needed, where nothing else is said. */
const usualShare = 1 / 4;

interface Span {
  readonly window: Window;
  /** Milliseconds of it that are needed. */
  readonly needed: number;
}

const lengthOf = ({ start, end }: Window): number => end - start;

const joined = (last: Span, window: Window): Span => ({
  window: { start: last.window.start, end: Math.max(last.window.end, window.end) },
  needed: last.needed + Math.max(0, window.end - Math.max(window.start, last.window.end)),
});

/**
 * The spans that hold all windows, in order of time, none longer than `longest` milliseconds unless a window is.
 * @param neededShare share of a span that must be needed; 0 joins whatever fits into `longest`.
 */
export const spansOf = (windows: readonly Window[], longest: number, neededShare = usualShare): Window[] => {
  const spans: Span[] = [];
  for (const window of [...windows].sort((a, b) => a.start - b.start)) {
    const last = spans.at(-1);
    const both = last === undefined ? undefined : joined(last, window);
    if (both !== undefined && lengthOf(both.window) <= longest && both.needed >= neededShare * lengthOf(both.window)) {
      spans[spans.length - 1] = both;
    } else {
      spans.push({ window, needed: lengthOf(window) });
    }
  }
  return spans.map(({ window }) => window);
};
