import { createServer, type RequestListener, type Server } from 'node:http';
import { createClient, type Client } from '../../../sample/load/client';
import { close, listen } from '../support/service';

describe('load client', () => {
  let server: Server;
  let client: Client;
  const start = async (listener: RequestListener, timeout?: number) => {
    server = createServer(listener);
    client = createClient(new URL(await listen(server)), timeout);
  };
  afterEach(async () => {
    client.close();
    await close(server);
  });

  test('asks for path and query over one connection that is kept open', async () => {
    const seen: unknown[] = [];
    await start((request, response) => {
      seen.push([request.method, request.url, request.socket.remotePort]);
      response.end('ok');
    });
    const first = await client.send('/api/echo?text=hello');
    await client.send('/');
    expect(first).toEqual({ kind: 'answered', status: 200, milliseconds: expect.any(Number) as number });
    const port = (seen[0] as unknown[])[2];
    expect(seen).toEqual([
      ['GET', '/api/echo?text=hello', port],
      ['GET', '/', port],
    ]);
  });

  test('a failure is an answer', async () => {
    await start((_request, response) => response.writeHead(500).end());
    expect(await client.send('/')).toMatchObject({ kind: 'answered', status: 500 });
  });

  test.each<[string, RequestListener]>([
    ['silence', () => undefined],
    ['a closed connection', (request) => void request.socket.destroy()],
    ['half an answer', (_request, response) => void response.writeHead(200, { 'content-length': 10 }).write('x', () => response.destroy())],
  ])('%s is no answer', async (_name, listener) => {
    await start(listener, 50);
    expect(await client.send('/')).toEqual({ kind: 'unanswered' });
  });

  test('a refused connection is no answer', async () => {
    await start((_request, response) => response.end());
    await close(server);
    expect(await client.send('/')).toEqual({ kind: 'unanswered' });
  });
});
