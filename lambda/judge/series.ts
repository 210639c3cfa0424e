/**
 * Measured series, as sources return them and as the judge reads them.
 * `null` is a missing point; NaN and infinities never get this far: a source turns them into `null`.
 * What silence means is the source's business too: where a metric's provider reports nothing for "no errors", the source
 * writes the zero (numerator absent, denominator present). To the judge a `null` is always missing.
 */
export type Series = LevelSeries | RateSeries;

/** A half-open span of time [start, end), epoch milliseconds, aligned to whole minutes by the caller. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** A level per period: latency, CPU, requests per minute. */
export interface LevelSeries {
  readonly kind: 'level';
  /** Seconds that each point covers. */
  readonly periodSeconds: number;
  /** Epoch milliseconds at which the first period begins. */
  readonly start: number;
  readonly values: readonly (number | null)[];
  /** How many samples stand behind each value, where the source knows; the weights of a window's mean. */
  readonly weights?: readonly (number | null)[];
}

/** Two counts per period: failures of requests. */
export interface RateSeries {
  readonly kind: 'rate';
  readonly periodSeconds: number;
  readonly start: number;
  readonly numerator: readonly (number | null)[];
  readonly denominator: readonly (number | null)[];
}

/** Why a source has no series to give. "No values" is never zero and never an exception. */
export type NoSeriesKind =
  | 'no-entity'
  | 'no-data'
  | 'partial'
  | 'throttled'
  | 'unauthorised'
  | 'unreachable'
  | 'bad-query'
  /** The source cannot supply this metric at all (smartscape on CloudWatch, say): the signature is `info`. */
  | 'unsupported';

/** What a source answers for one signature, one side and one window. */
export type SeriesOutcome =
  | { readonly kind: 'series'; readonly series: Series; readonly unit: string; readonly provenance: string }
  | { readonly kind: NoSeriesKind; readonly detail: string };
