/** Hands one request to a target and its answer back, and measures. */
import { Agent, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Target } from '../messages';
import type { Outcome } from './meter';

/** As an ALB's idle timeout. */
const answerWithin = 60_000;

/** Headers that end at a proxy. */
const hopByHop = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade', 'te', 'trailer']);

const agent = new Agent({ keepAlive: true, maxSockets: 1_000, scheduling: 'lifo' });

/** `began` is the monotonic time (milliseconds) from which the target's time counts. */
export const proxy = (
  group: string,
  target: Target,
  incoming: IncomingMessage,
  reply: ServerResponse,
  began: number,
  done: (outcome: Outcome) => void,
): void => {
  const outgoing = send({
    host: '127.0.0.1',
    port: target.port,
    method: incoming.method,
    path: incoming.url,
    headers: { ...forwardable(incoming.headers), 'x-forwarded-for': incoming.socket.remoteAddress ?? '', 'x-forwarded-proto': 'http' },
    agent,
    timeout: answerWithin,
  });
  outgoing.on('response', (answer) => {
    const status = answer.statusCode ?? 502;
    done({ kind: 'target', group, status, seconds: (performance.now() - began) / 1000 });
    reply.writeHead(status, forwardable(answer.headers));
    answer.on('error', () => reply.destroy());
    answer.pipe(reply);
  });
  outgoing.on('timeout', () => outgoing.destroy());
  outgoing.on('error', () =>
    failed(
      reply,
      () => retry(),
      () => done({ kind: 'failed', group }),
      canRetry(outgoing.reusedSocket, incoming),
    ),
  );
  reply.on('close', () => outgoing.destroy());
  if (hasBody(incoming)) incoming.pipe(outgoing);
  else outgoing.end();

  /** The target closed an idle connection just as the request was sent on it: it never saw the request. */
  const retry = () => proxy(group, target, incoming, reply, began, done);
};

const failed = (reply: ServerResponse, again: () => void, give: () => void, retry: boolean): void => {
  if (reply.headersSent || reply.destroyed) {
    reply.destroy();
    return;
  }
  if (retry) return again();
  give();
  answerItself(reply, 502, 'Bad Gateway');
};

/** An answer of the load balancer itself. */
export const answerItself = (reply: ServerResponse, status: number, text: string): void => {
  reply.writeHead(status, { 'content-type': 'text/html', server: 'awselb/2.0' });
  reply.end(`<html><head><title>${status} ${text}</title></head><body><h1>${status} ${text}</h1></body></html>\n`);
};

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const canRetry = (reused: boolean, incoming: IncomingMessage): boolean =>
  reused && !hasBody(incoming) && (incoming.method === 'GET' || incoming.method === 'HEAD');

const forwardable = (headers: IncomingMessage['headers']): IncomingMessage['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
