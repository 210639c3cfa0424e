/** When a monitoring system calls a failure rate a problem, and when it is over. Pure. */

/** What was seen of one minute. */
export interface MinuteSeen {
  /** Virtual epoch milliseconds of its begin. */
  readonly start: number;
  readonly requests: number;
  readonly failures: number;
}

/** What is known of the service. `problemSince`: begin of the minute in which the open problem began. */
export interface Detection {
  readonly problemSince: number | undefined;
  /** Minutes in a row that were bad (or good while a problem is open). */
  readonly inARow: number;
}

/** What follows from a minute. */
export type Change =
  { readonly kind: 'none' } | { readonly kind: 'opened'; readonly since: number } | { readonly kind: 'resolved'; readonly since: number };

/** Below so many requests a minute says nothing. */
const fewestRequests = 20;
/** A tenth of the requests fails. */
const badShare = 0.1;
const minutesToOpen = 2;
const minutesToResolve = 3;

/** Before anything was seen. */
export const unwatched: Detection = { problemSince: undefined, inARow: 0 };

/** Two bad minutes in a row are a problem, three good ones end it; a minute with hardly any requests changes nothing. */
export function detect(
  detection: Detection,
  { start, requests, failures }: MinuteSeen,
): { readonly detection: Detection; readonly change: Change } {
  const none = { kind: 'none' } as const;
  if (requests < fewestRequests) return { detection, change: none };
  const { problemSince } = detection;
  const bad = failures / requests >= badShare;
  const inARow = bad === (problemSince === undefined) ? detection.inARow + 1 : 0;
  if (problemSince === undefined && inARow >= minutesToOpen) {
    const since = start - (minutesToOpen - 1) * 60_000;
    return { detection: { problemSince: since, inARow: 0 }, change: { kind: 'opened', since } };
  }
  if (problemSince !== undefined && inARow >= minutesToResolve)
    return { detection: unwatched, change: { kind: 'resolved', since: problemSince } };
  return { detection: { problemSince, inARow }, change: none };
}
