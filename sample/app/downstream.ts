import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** How a call of the downstream service ended. Never an exception. */
export type DownstreamOutcome =
  | { readonly kind: 'not-configured' }
  | { readonly kind: 'answered'; readonly status: number }
  /** `reason` is a system error code such as `ECONNREFUSED`, or `TIMEOUT`. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Calls the one service that the operator configured. */
export type Downstream = () => Promise<DownstreamOutcome>;

/** @param timeoutMilliseconds for the whole call; default 2,000. */
export function createDownstream(address: URL | undefined, timeoutMilliseconds = 2_000): Downstream {
  if (address === undefined) return async () => ({ kind: 'not-configured' });
  return async () => get(address, AbortSignal.timeout(timeoutMilliseconds));
}

/** Whether the outcome lets the caller go on. */
export function isUsable(outcome: DownstreamOutcome): boolean {
  return outcome.kind === 'not-configured' || (outcome.kind === 'answered' && outcome.status < 400);
}

/** One constant word or code for people and logs. */
export function describeOutcome(outcome: DownstreamOutcome): string {
  switch (outcome.kind) {
    case 'not-configured':
      return 'none configured';
    case 'answered':
      return `HTTP ${outcome.status}`;
    case 'failed':
      return outcome.reason;
  }
}

function get(address: URL, signal: AbortSignal): Promise<DownstreamOutcome> {
  const request = address.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException) =>
      resolve({ kind: 'failed', reason: signal.aborted ? 'TIMEOUT' : (error.code ?? 'UNKNOWN') });
    const call = request(address, { signal }, (response) => {
      response.on('error', fail);
      response.on('end', () => resolve({ kind: 'answered', status: response.statusCode ?? 0 }));
      response.resume();
    });
    call.on('error', fail);
    call.end();
  });
}
