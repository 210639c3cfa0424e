/** What the answers of an HTTP API mean for the series that were asked for. */
import type { NoSeriesKind } from '../../judge/series';

/** Why there is no answer to use. */
export interface Failure {
  readonly kind: NoSeriesKind;
  readonly detail: string;
}

const longest = 300;

/** A failure with its text on one line of at most 300 characters. */
export const failure = (kind: NoSeriesKind, detail: string): Failure => {
  const text = detail.replaceAll(/\s+/g, ' ').trim();
  return { kind, detail: text.length > longest ? `${text.slice(0, longest - 1)}…` : text };
};

/** The kind of failure that a status means. What is not understood counts as unreachable: nothing is known of the metric. */
export const kindOfStatus = (status: number): NoSeriesKind => {
  switch (status) {
    case 401:
    case 403:
      return 'unauthorised';
    case 429:
      return 'throttled';
    default:
      return status >= 400 && status < 500 && status !== 408 ? 'bad-query' : 'unreachable';
  }
};

/** Whether the same call may succeed later. */
export const isTransient = (status: number): boolean => status === 408 || status === 429 || status >= 500;
