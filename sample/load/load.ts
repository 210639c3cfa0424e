/** Entry of the load generator: steady traffic against one address until its minutes are over. */
import { hostname } from 'node:os';
import { createLog, writeToStandardOutput } from '../common/log';
import { createClient } from './client';
import { runLoad } from './run';
import { readLoadSettings } from './settings';

async function main(): Promise<void> {
  const settings = readLoadSettings(process.env);
  const identity = { version: settings.version, hostname: hostname(), appname: settings.appName };
  const log = createLog(identity, writeToStandardOutput, Date.now);
  const client = createClient(settings.target);
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => stop.abort());
  await runLoad({ settings, client, log, now: Date.now, wait: (milliseconds) => wait(milliseconds, stop.signal), signal: stop.signal });
  client.close();
}

/** By the global timer, which a virtual clock may replace together with Date. */
function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    signal.addEventListener('abort', finish);
  });
}

function fail(error: unknown): void {
  const identity = { version: process.env['VERSION'] ?? 'local', hostname: hostname(), appname: 'unbreakable-load-test' };
  const reason = error instanceof Error ? error.message : String(error);
  createLog(identity, writeToStandardOutput, Date.now).error('Load could not start', { reason });
  process.exitCode = 1;
}

main().catch(fail);
