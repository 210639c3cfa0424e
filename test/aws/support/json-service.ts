import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';

/** What an operation answers: its output, or an exception of this name. */
export type Answer = object | { readonly exception: string; readonly status?: number };

type Operation = (input: never) => Answer;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
  }
  return body;
};

/** An AWS service that speaks JSON 1.1, of a few operations that a test writes. It keeps what it was asked. */
export class JsonService {
  readonly asked: { readonly operation: string; readonly input: Record<string, unknown> }[] = [];
  operations: Readonly<Record<string, Operation>> = {};
  private server: Server | undefined;
  private port = 0;

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      void this.handle(request, response);
    });
    await new Promise<void>((resolve) => {
      this.server?.listen(0, '127.0.0.1', resolve);
    });
    const address = this.server.address();
    this.port = typeof address === 'object' && address !== null ? address.port : 0;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => {
      this.server?.close(resolve);
    });
  }

  /** Options for an SDK client of this service. */
  get client() {
    return {
      endpoint: `http://127.0.0.1:${this.port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    };
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const input = JSON.parse(await bodyOf(request)) as Record<string, unknown>;
    this.asked.push({ operation, input });
    const answer = this.operations[operation]?.(input as never) ?? { exception: 'UnknownOperationException' };
    const exception = 'exception' in answer ? answer.exception : undefined;
    const status = exception === undefined ? 200 : 'status' in answer ? answer.status : 400;
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(exception === undefined ? answer : { __type: exception, message: `${exception} it is` }));
  }
}
