/** A local HTTP server in the place of an API: it keeps what it was asked, and misbehaves on demand. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { now } from './time';

/** A request as it came over the wire. */
export interface Received {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  /** The query as it was sent, still encoded. */
  readonly query: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What is sent back. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** How a server may misbehave instead of answering. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'html' }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'huge' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'hang-up' }
  | { readonly kind: 'shape' };

const page = '<!doctype html><html><body>Log in</body></html>';

const sendHuge = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = Buffer.alloc(1024 * 1024, ' ');
  const more = (left: number): void => {
    if (left === 0 || response.destroyed) {
      response.end();
    } else {
      response.write(chunk, () => more(left - 1));
    }
  };
  response.write('[');
  more(12);
};

const misbehave = (fault: Fault, response: ServerResponse): void => {
  const json = { 'content-type': 'application/json' };
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status, { ...json, ...fault.headers }).end(JSON.stringify(fault.body ?? {}));
      break;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
      break;
    case 'truncated':
      response.writeHead(200, { ...json, 'content-length': '1000' });
      response.write('{"result":[{"metric', () => response.destroy());
      break;
    case 'huge':
      sendHuge(response);
      break;
    case 'silent':
      break;
    case 'hang-up':
      response.destroy();
      break;
    case 'shape':
      response.writeHead(200, json).end(JSON.stringify({ unexpected: true }));
      break;
  }
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const received = async (request: IncomingMessage): Promise<Received> => {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  return { method: request.method ?? '', path, query, headers: request.headers, body: await bodyOf(request) };
};

/** A started stand-in. */
export class StandIn {
  readonly requests: Received[] = [];
  /** Answered before anything else, one per request. */
  readonly faults: Fault[] = [];
  /** Answered always, once the list above is empty. */
  constantFault: Fault | undefined;
  /** Epoch milliseconds of the server's clock. */
  clock = (): number => now;

  private constructor(
    private readonly server: Server,
    private readonly answer: (request: Received) => Reply,
  ) {}

  static async start(answer: (request: Received) => Reply): Promise<StandIn> {
    const server = createServer();
    const started = new StandIn(server, answer);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void started.serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const one = await received(request);
    this.requests.push(one);
    response.setHeader('date', new Date(this.clock()).toUTCString());
    const fault = this.faults.shift() ?? this.constantFault;
    if (fault !== undefined) {
      misbehave(fault, response);
      return;
    }
    const { status, body } = this.answer(one);
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The decoded parameters of a query or a form; a parameter that is given twice is an error of the caller. */
export const parametersOf = (encoded: string): Map<string, string> => {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(encoded)) {
    if (parameters.has(name)) {
      throw new TypeError(`${name} is given twice`);
    }
    parameters.set(name, value);
  }
  return parameters;
};

/** An address where nothing listens. */
export const closedAddress = async (): Promise<string> => {
  const server = await StandIn.start(() => ({ status: 200, body: {} }));
  const { url } = server;
  await server.stop();
  return url;
};
