import type { Server } from 'node:http';
import type { Application } from './application';

/** How long requests in flight may take to finish; below systemd's TimeoutStopSec. */
const graceMilliseconds = 10_000;

/**
 * Stops gracefully: takes no new connections, finishes requests in flight, writes the last metrics.
 * Resolves when the server is closed; a second call resolves at once.
 */
export async function stop(app: Application, server: Server): Promise<void> {
  if (app.stopping) return;
  app.stopping = true;
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const limit = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
  await closed;
  clearTimeout(limit);
  app.metrics.flush();
  app.log.info('Service has stopped', { requests: app.served });
}
