import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';

const error = (response: ServerResponse, status: number, code: string): void => {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code} it is</Message></Error>`);
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
};

/** Buckets that know whole objects and `If-None-Match: *`. Objects are kept by `bucket/key`. */
export class BucketServer {
  readonly objects = new Map<string, Buffer>();
  /** Answers everything with this error, where it is set. */
  trouble: { readonly status: number; readonly code: string } | undefined;
  private server: Server | undefined;
  private s3: S3Client | undefined;

  get client(): S3Client {
    return this.s3!;
  }

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      void this.handle(request, response);
    });
    await new Promise<void>((resolve) => {
      this.server?.listen(0, '127.0.0.1', resolve);
    });
    const address = this.server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    this.s3 = new S3Client({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials,
      maxAttempts: 1,
    });
  }

  async stop(): Promise<void> {
    this.s3?.destroy();
    this.server?.closeAllConnections();
    await new Promise((resolve) => {
      this.server?.close(resolve);
    });
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://s3').pathname.slice(1));
    const body = await bodyOf(request);
    if (this.trouble !== undefined) {
      error(response, this.trouble.status, this.trouble.code);
      return;
    }
    if (request.method === 'PUT') {
      this.put(path, body, request.headers['if-none-match'] === '*', response);
      return;
    }
    const object = this.objects.get(path);
    if (object === undefined) {
      error(response, 404, 'NoSuchKey');
      return;
    }
    response.writeHead(200, { 'content-length': object.length });
    response.end(request.method === 'HEAD' ? undefined : object);
  }

  private put(path: string, body: Buffer, once: boolean, response: ServerResponse): void {
    if (once && this.objects.has(path)) {
      error(response, 412, 'PreconditionFailed');
      return;
    }
    this.objects.set(path, body);
    response.writeHead(200, { etag: '"e"' });
    response.end();
  }
}
