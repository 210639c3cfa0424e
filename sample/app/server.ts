/** Entry of the sample application: one process, one build, one environment. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import { hostname } from 'node:os';
import { createLog, writeToStandardOutput } from '../common/log';
import { directLog } from '../log/direct-log';
import type { Application } from './application';
import { createExporter } from './exporter';
import { createService } from './service';
import { readSettings, type Settings } from './settings';
import { stop } from './stop';
import { wire } from './wire';

const flushMilliseconds = 5_000;

async function main(): Promise<void> {
  const direct = directLog(readSettings(process.env));
  const app = wire(__dirname, direct?.write);
  const server = createService(app);
  const exporter = await startExporter(app);
  await listen(server, app.settings);
  const port = portOf(server) ?? app.settings.port;
  app.log.info('Service is up and running', { port, build: app.build.build, environment: app.settings.environment });

  setInterval(() => app.metrics.flush(), flushMilliseconds).unref();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(app, server).then(() => end(exporter, direct)));
}

/** Prometheus may scrape the last requests until the service has stopped. */
async function end(exporter: Server | undefined, direct: ReturnType<typeof directLog>): Promise<void> {
  exporter?.close();
  exporter?.closeAllConnections();
  await direct?.close();
}

async function startExporter({ durations, settings, log }: Application): Promise<Server | undefined> {
  if (durations === undefined || settings.metricsPort === undefined) return undefined;
  const exporter = createExporter(durations);
  await listen(exporter, { port: settings.metricsPort, host: settings.metricsHost });
  log.info('Prometheus may scrape /metrics', { port: portOf(exporter) ?? settings.metricsPort });
  return exporter;
}

function portOf(server: Server): number | undefined {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : undefined;
}

async function listen(server: Server, { port, host }: Pick<Settings, 'port' | 'host'>): Promise<void> {
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
