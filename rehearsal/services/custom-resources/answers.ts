/** Where functions behind custom resources put their answers; on AWS a signed address of S3. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export class Answers {
  private server: Server | undefined;
  private readonly waiting = new Map<string, (body: string) => void>();

  /** An address that takes one answer, and the answer. */
  async expect(): Promise<{ readonly url: string; readonly answer: Promise<string> }> {
    const path = `/${randomUUID()}`;
    const answer = new Promise<string>((resolve) => this.waiting.set(path, resolve));
    const { port } = (await this.listen()).address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}${path}`, answer };
  }

  async stop(): Promise<void> {
    if (this.server === undefined) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async listen(): Promise<Server> {
    if (this.server !== undefined) return this.server;
    const server = createServer((request, response) => void this.take(request, response));
    this.server = server;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return server;
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const taken = request.method === 'PUT' ? this.waiting.get(request.url ?? '') : undefined;
    response.writeHead(taken === undefined ? 403 : 200).end();
    taken?.(body);
  }
}
