/** One load balancer: a port, its routes, and what happens to a request. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault, Route } from '../messages';
import type { Outcome } from './meter';
import { answerItself, proxy } from './proxy';
import { chooseRoute, disturbance } from './routing';
import type { TargetGroup } from './target-group';

export interface Surroundings {
  readonly groups: ReadonlyMap<string, TargetGroup>;
  faults(): readonly Fault[];
  /** From 0 to below 1. */
  random(): number;
  record(outcome: Outcome): void;
}

export class Entrance {
  routes: readonly Route[] = [];
  private readonly server: Server;

  constructor(private readonly around: Surroundings) {
    this.server = createServer({ keepAliveTimeout: 60_000 }, (incoming, reply) => this.serve(incoming, reply));
  }

  /** Listens on a free port of 127.0.0.1 and gives it. */
  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(0, '127.0.0.1', () => resolve((this.server.address() as AddressInfo).port));
    });
  }

  private serve(incoming: IncomingMessage, reply: ServerResponse): void {
    const action = chooseRoute(this.routes, (incoming.url ?? '/').split('?', 1)[0] ?? '/');
    if (action?.kind === 'forward') return this.forward(action.group, incoming, reply);
    if (action === undefined) return this.own(reply, 503, 'Service Temporarily Unavailable');
    reply.writeHead(action.status, { 'content-type': action.contentType });
    reply.end(action.body);
    this.around.record({ kind: 'balancer', status: action.status, own: false });
  }

  private forward(arn: string, incoming: IncomingMessage, reply: ServerResponse): void {
    const target = this.around.groups.get(arn)?.next();
    if (target === undefined) return this.own(reply, 503, 'Service Temporarily Unavailable');
    const began = performance.now();
    const { latencyMilliseconds, errorRate } = disturbance(this.around.faults(), arn);
    const pass = () => {
      if (errorRate > 0 && this.around.random() < errorRate) return this.fail(arn, reply, began);
      return proxy(arn, target, incoming, reply, began, (outcome) => this.around.record(outcome));
    };
    if (latencyMilliseconds > 0) setTimeout(pass, latencyMilliseconds);
    else pass();
  }

  /** A disturbance answers in the target's name. */
  private fail(group: string, reply: ServerResponse, began: number): void {
    this.around.record({ kind: 'target', group, status: 500, seconds: (performance.now() - began) / 1000 });
    reply.writeHead(500, { 'content-type': 'text/plain' });
    reply.end('Disturbed by the operator of the rehearsal.\n');
  }

  private own(reply: ServerResponse, status: number, text: string): void {
    this.around.record({ kind: 'balancer', status, own: true });
    answerItself(reply, status, text);
  }
}
