/** Follows one request from its first byte to its last, for the access log. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Target } from '../messages';
import { logLine } from './log-line';
import type { Outcome } from './meter';

/** What AWS logs where the client left before it had an answer. */
const clientLeft = 460;

/** Bytes that a connection has carried for earlier requests, and its id. */
const connections = new WeakMap<Socket, { readonly id: string; received: number; sent: number }>();

/** Where a request went. */
export interface Way {
  readonly priority: number;
  readonly action: 'forward' | 'fixed-response';
  readonly group?: string;
  readonly target?: Target;
}

export class Visit {
  private readonly began = performance.now();
  private readonly created: number;
  private way: Way = { priority: 0, action: 'forward' };
  private handedOver = this.began;
  private ended = this.began;
  private outcome: Outcome | undefined;

  /** Gives the request its trace, as a load balancer does, and writes a line when it is over. @param now virtual epoch milliseconds */
  constructor(
    private readonly balancer: string,
    private readonly incoming: IncomingMessage,
    private readonly reply: ServerResponse,
    private readonly now: () => number,
    write: (line: string) => void,
  ) {
    this.created = now();
    incoming.headers['x-amzn-trace-id'] ??= `Root=1-${hexadecimal(Math.floor(this.created / 1000), 8)}-${randomBytes(12).toString('hex')}`;
    reply.once('close', () => write(this.line()));
  }

  goes(way: Way): void {
    this.way = way;
    this.handedOver = performance.now();
  }

  came(outcome: Outcome): void {
    this.outcome = outcome;
    this.ended = performance.now();
  }

  private line(): string {
    const { incoming, reply, outcome, way } = this;
    const answered = outcome?.kind === 'target' ? outcome : undefined;
    // A function has no address.
    const port = way.target?.weight === undefined ? way.target?.port : undefined;
    const userAgent = incoming.headers['user-agent'];
    return logLine({
      balancer: this.balancer,
      created: this.created,
      answered: this.now(),
      client: `${incoming.socket.remoteAddress ?? '127.0.0.1'}:${incoming.socket.remotePort ?? 0}`,
      ...(port !== undefined && { target: `127.0.0.1:${port}` }),
      ...(answered && { seconds: this.seconds(answered.seconds), targetStatus: answered.status }),
      status: reply.headersSent ? reply.statusCode : clientLeft,
      ...this.carried(),
      method: incoming.method ?? '-',
      path: incoming.url ?? '/',
      host: incoming.headers.host ?? '-',
      httpVersion: incoming.httpVersion,
      ...(userAgent !== undefined && { userAgent }),
      ...(way.group !== undefined && { group: way.group }),
      trace: String(incoming.headers['x-amzn-trace-id']),
      priority: way.priority,
      action: way.action,
    });
  }

  private seconds(target: number): readonly [number, number, number] {
    return [(this.handedOver - this.began) / 1000, target, (performance.now() - this.ended) / 1000];
  }

  private carried(): { readonly received: number; readonly sent: number; readonly connection: string } {
    const { socket } = this.incoming;
    const before = connections.get(socket) ?? { id: `TID_${randomBytes(16).toString('hex')}`, received: 0, sent: 0 };
    const carried = { received: socket.bytesRead - before.received, sent: socket.bytesWritten - before.sent, connection: before.id };
    connections.set(socket, { id: before.id, received: socket.bytesRead, sent: socket.bytesWritten });
    return carried;
  }
}

const hexadecimal = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
