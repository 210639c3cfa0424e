/** Entry of the sample application: one process, one build, one environment. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import { hostname } from 'node:os';
import { createLog, writeToStandardOutput } from '../common/log';
import { directLog } from '../log/direct-log';
import { createService } from './service';
import { readSettings, type Settings } from './settings';
import { stop } from './stop';
import { wire } from './wire';

const flushMilliseconds = 5_000;

async function main(): Promise<void> {
  const direct = directLog(readSettings(process.env));
  const app = wire(__dirname, direct?.write);
  const server = createService(app);
  await listen(server, app.settings);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : app.settings.port;
  app.log.info('Service is up and running', { port, build: app.build.build, environment: app.settings.environment });

  setInterval(() => app.metrics.flush(), flushMilliseconds).unref();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(app, server).then(() => direct?.close()));
}

async function listen(server: Server, { port, host }: Settings): Promise<void> {
  server.listen({ port, host });
  await once(server, 'listening');
}

function fail(error: unknown): void {
  const identity = { version: process.env['VERSION'] ?? 'local', hostname: hostname(), appname: 'unbreakable-sample' };
  const reason = error instanceof Error ? error.message : String(error);
  createLog(identity, writeToStandardOutput, Date.now).error('Service could not start', { reason });
  process.exitCode = 1;
}

main().catch(fail);
