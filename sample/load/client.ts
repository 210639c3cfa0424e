import { Agent as HttpAgent, get as getHttp } from 'node:http';
import { Agent as HttpsAgent, get as getHttps } from 'node:https';
import { urlToHttpOptions } from 'node:url';

/** How one request ended. Never an exception. */
export type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly milliseconds: number }
  /** No connection, no answer in time, or an answer cut off. */
  | { readonly kind: 'unanswered' };

/** Sends requests over connections that are kept open. */
export interface Client {
  send(path: string): Promise<Answer>;
  close(): void;
}

/**
 * A client for one target.
 *
 * @param timeoutMilliseconds of silence on the connection after which a request is given up. It goes by the socket's
 * own timer, which is a real one also where the process lives in virtual time.
 */
export function createClient(target: URL, timeoutMilliseconds = 10_000): Client {
  const secure = target.protocol === 'https:';
  const agent = new (secure ? HttpsAgent : HttpAgent)({ keepAlive: true, timeout: timeoutMilliseconds });
  const get = secure ? getHttps : getHttp;
  const options = { ...urlToHttpOptions(target), agent, timeout: timeoutMilliseconds };
  const send = (path: string): Promise<Answer> =>
    new Promise((resolve) => {
      const start = performance.now();
      const giveUp = () => resolve({ kind: 'unanswered' });
      const request = get({ ...options, path }, (response) => {
        response.on('end', () => resolve({ kind: 'answered', status: response.statusCode ?? 0, milliseconds: performance.now() - start }));
        response.resume();
      });
      request.on('timeout', () => request.destroy());
      request.on('error', giveUp);
      request.on('close', giveUp);
    });
  return { send, close: () => agent.destroy() };
}
