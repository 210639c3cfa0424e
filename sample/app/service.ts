import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Application } from './application';
import { json, type Reply } from './reply';
import { answer, healthPath, pathOf, routeOf } from './routes';

/** A load balancer keeps idle connections for 60 s: close them later than it does, or requests in between are lost. */
const keepAliveMilliseconds = 65_000;

/** One log line tells of so many requests. */
const requestsPerLogLine = 100;

/** The HTTP server of the sample; the caller makes it listen. */
export function createService(app: Application): Server {
  const server = createServer({ keepAliveTimeout: keepAliveMilliseconds }, (request, response) => {
    const start = app.elapsed();
    response.on('close', () => count(app, request, response, app.elapsed() - start));
    void serve(app, request, response);
  });
  server.headersTimeout = keepAliveMilliseconds + 1_000;
  return server;
}

/** Never rejects: whatever a route throws is a 500. */
async function serve(app: Application, request: IncomingMessage, response: ServerResponse): Promise<void> {
  request.resume();
  send(app, response, await answerOrFail(app, request));
}

async function answerOrFail(app: Application, request: IncomingMessage): Promise<Reply> {
  try {
    return await answer(app, request.method ?? '', request.url ?? '/');
  } catch (error) {
    app.log.error('A request failed unexpectedly', { error: error instanceof Error ? error.name : 'unknown' });
    return json(500, { error: 'unexpected failure' });
  }
}

function send(app: Application, response: ServerResponse, reply: Reply): void {
  if (response.destroyed) return;
  const connection = app.stopping ? { connection: 'close' } : {};
  response.writeHead(reply.status, { ...reply.headers, ...connection, 'content-length': Buffer.byteLength(reply.body) });
  response.end(reply.body);
}

function count(app: Application, request: IncomingMessage, response: ServerResponse, milliseconds: number): void {
  if (pathOf(request.url ?? '/') === healthPath) return;
  app.metrics.record(milliseconds, response.statusCode >= 500);
  const [route, method] = [routeOf(request.url ?? '/'), request.method ?? ''];
  app.durations?.record({ route, method, status: response.statusCode, milliseconds });
  app.served += 1;
  if (app.served % requestsPerLogLine === 0) app.log.info('Served 100 more requests', { requests: app.served });
}
