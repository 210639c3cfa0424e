/** A local server that speaks AWS's JSON protocols, for the real SDK clients: operations answer by name. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an operation is asked, and what it says: a body, or an error by code. */
export type Operation = (input: Record<string, unknown>) => object | { readonly error: string; readonly status?: number };

export interface Recorded {
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** JSON protocols name the operation in a header, REST in the path. */
const operationOf = ({ headers, method, url }: IncomingMessage): string =>
  String(headers['x-amz-target'] ?? `${method} ${url?.split('?')[0]}`)
    .split('.')
    .at(-1) ?? '';

const isSigned = ({ headers }: IncomingMessage): boolean =>
  (headers.authorization ?? '').startsWith('AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/');

export class AwsServer {
  readonly requests: Recorded[] = [];

  private constructor(
    private readonly server: Server,
    private readonly delay: number,
  ) {}

  /** @param delay milliseconds before each answer. */
  static async start(operations: Readonly<Record<string, Operation>>, delay = 0): Promise<AwsServer> {
    const server = createServer();
    const started = new AwsServer(server, delay);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void started.serve(request, response, operations));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What a client needs to come here. */
  get config() {
    return {
      endpoint: this.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
      maxAttempts: 1,
    };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse, operations: Readonly<Record<string, Operation>>): Promise<void> {
    const text = await textOf(request);
    const operation = operationOf(request);
    const input = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    this.requests.push({ operation, input });
    const known = operations[operation];
    const answer = isSigned(request)
      ? (known?.(input) ?? { error: 'UnknownOperationException', status: 404 })
      : { error: 'MissingAuthenticationToken', status: 403 };
    await new Promise((resolve) => setTimeout(resolve, this.delay));
    if ('error' in answer) {
      response.writeHead('status' in answer && typeof answer.status === 'number' ? answer.status : 400, {
        'content-type': 'application/x-amz-json-1.0',
        'x-amzn-errortype': String(answer.error),
      });
      response.end(JSON.stringify({ __type: answer.error, message: 'told so' }));
      return;
    }
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(answer));
  }
}
