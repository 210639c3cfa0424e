/** One load balancer: a port, its routes, and what happens to a request. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault, Route, RouteAction } from '../messages';
import type { Outcome } from './meter';
import { answerItself, proxy } from './proxy';
import { chooseRoute, disturbance } from './routing';
import type { TargetGroup } from './target-group';
import type { Visit } from './visit';

export interface Surroundings {
  readonly groups: ReadonlyMap<string, TargetGroup>;
  faults(): readonly Fault[];
  /** From 0 to below 1. */
  random(): number;
  record(outcome: Outcome): void;
  /** Where the load balancer has an access log. */
  log?(incoming: IncomingMessage, reply: ServerResponse): Visit;
}

/** A request on its way. */
interface Passage {
  readonly incoming: IncomingMessage;
  readonly reply: ServerResponse;
  readonly visit: Visit | undefined;
  readonly priority: number;
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
    const route = chooseRoute(this.routes, (incoming.url ?? '/').split('?', 1)[0] ?? '/');
    const passage = { incoming, reply, visit: this.around.log?.(incoming, reply), priority: route?.priority ?? 0 };
    if (route?.action.kind === 'forward') return this.forward(route.action.group, passage);
    if (route === undefined) return this.own(passage, 503, 'Service Temporarily Unavailable');
    this.fixed(route.action, passage);
  }

  private fixed({ status, contentType, body }: Extract<RouteAction, { kind: 'fixed' }>, passage: Passage): void {
    const { reply, visit, priority } = passage;
    visit?.goes({ priority, action: 'fixed-response' });
    reply.writeHead(status, { 'content-type': contentType });
    reply.end(body);
    this.record(passage, { kind: 'balancer', status, own: false });
  }

  private forward(arn: string, passage: Passage): void {
    const target = this.around.groups.get(arn)?.next();
    const { incoming, reply, visit, priority } = passage;
    visit?.goes({ priority, action: 'forward', group: arn, ...(target && { target }) });
    if (target === undefined) return this.own(passage, 503, 'Service Temporarily Unavailable');
    const began = performance.now();
    const { latencyMilliseconds, errorRate } = disturbance(this.around.faults(), arn);
    const pass = () => {
      if (errorRate > 0 && this.around.random() < errorRate) return this.fail(arn, passage, began);
      return proxy(arn, target, incoming, reply, began, (outcome) => this.record(passage, outcome));
    };
    if (latencyMilliseconds > 0) setTimeout(pass, latencyMilliseconds);
    else pass();
  }

  /** A disturbance answers in the target's name. */
  private fail(group: string, passage: Passage, began: number): void {
    this.record(passage, { kind: 'target', group, status: 500, seconds: (performance.now() - began) / 1000 });
    passage.reply.writeHead(500, { 'content-type': 'text/plain' });
    passage.reply.end('Disturbed by the operator of the rehearsal.\n');
  }

  private own(passage: Passage, status: number, text: string): void {
    this.record(passage, { kind: 'balancer', status, own: true });
    answerItself(passage.reply, status, text);
  }

  private record({ visit }: Passage, outcome: Outcome): void {
    visit?.came(outcome);
    this.around.record(outcome);
  }
}
