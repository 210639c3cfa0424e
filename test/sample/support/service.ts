import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { createApplication, type Application, type Dependencies } from '../../../sample/app/application';
import { readSettings } from '../../../sample/app/settings';
import { createService } from '../../../sample/app/service';
import { createLog } from '../../../sample/common/log';
import { defineBuild, knownBuilds } from '../../../sample/builds';

/** A sample that runs in the test's process, with what it did. */
export interface TestService {
  readonly app: Application;
  readonly server: Server;
  readonly url: string;
  /** Log lines written so far, parsed. */
  readonly lines: Record<string, unknown>[];
  /** Sleeps asked for, in milliseconds; none is slept. */
  readonly sleeps: number[];
  /** Requests counted by the metrics. */
  readonly recorded: { latency: number; failed: boolean }[];
  get(path: string, init?: RequestInit): Promise<{ status: number; body: string; headers: Headers }>;
  close(): Promise<void>;
}

/** Starts a sample on a free port: instant sleeps, chance always 0.5. */
export async function startService(
  overrides: Partial<Dependencies> & { build?: Dependencies['build']; environment?: Record<string, string> } = {},
): Promise<TestService> {
  const { environment, ...dependencies } = overrides;
  const lines: Record<string, unknown>[] = [];
  const sleeps: number[] = [];
  const recorded: { latency: number; failed: boolean }[] = [];
  const app = createApplication({
    settings: readSettings({ ENVIRONMENT: 'Staging', VERSION: 'app-group-id-d1', ...environment }),
    build: defineBuild(1),
    knownBuilds,
    downstream: async () => ({ kind: 'not-configured' }),
    log: createLog(
      { version: 'app-group-id-d1', hostname: 'host', appname: 'unbreakable-sample' },
      (line) => lines.push(parse(line)),
      () => 0,
    ),
    metrics: { record: (latency, failed) => recorded.push({ latency, failed }), flush: () => undefined },
    random: () => 0.5,
    sleep: async (milliseconds) => void sleeps.push(milliseconds),
    elapsed: () => 0,
    now: () => 0,
    ...dependencies,
  });
  const server = createService(app);
  const url = await listen(server);
  const get: TestService['get'] = async (path, init) => {
    const response = await fetch(`${url}${path}`, init);
    return { status: response.status, body: await response.text(), headers: response.headers };
  };
  return { app, server, url, lines, sleeps, recorded, get, close: () => close(server) };
}

/** Makes a server listen on a free port of this machine and answers its address. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Ends a server with all its connections. */
export async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  if (server.listening) await new Promise((resolve) => void server.close(resolve));
}

function parse(line: string): Record<string, unknown> {
  return JSON.parse(line) as Record<string, unknown>;
}
