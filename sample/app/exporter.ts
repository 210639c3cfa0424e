import { createServer, type Server } from 'node:http';
import type { RequestDurations } from './durations';

/** Where Prometheus asks. */
export const metricsPath = '/metrics';

/**
 * The server that Prometheus scrapes; the caller makes it listen. It has a port of its own, so that no load balancer shows
 * metrics to the public, and so that scrapes are among no request's metrics.
 */
export function createExporter(durations: RequestDurations): Server {
  return createServer((request, response) => {
    request.resume();
    if (request.url !== metricsPath || request.method !== 'GET') {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end(`GET ${metricsPath}\n`);
      return;
    }
    const head = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' };
    response.writeHead(200, head).end(durations.text());
  });
}
