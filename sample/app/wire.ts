import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { createLog, writeToStandardOutput } from '../common/log';
import { createApplication, type Application } from './application';
import { buildSchema, readBuildFile } from './build';
import { createDownstream } from './downstream';
import { createRequestDurations, type RequestDurations } from './durations';
import { createRequestMetrics } from './metrics';
import { invokePath } from './routes';
import { readSettings, type Settings } from './settings';

/**
 * The sample with everything that it needs of its machine.
 *
 * @param folder where the bundle lies.
 * @param write takes the lines of the log; metrics go to standard output always, since CloudWatch reads them there.
 * @throws SettingsError, BuildFileError where the environment or the bundle is broken.
 */
export function wire(folder: string, write: (line: string) => void = writeToStandardOutput): Application {
  const settings = readSettings(process.env);
  const identity = { version: settings.version, hostname: hostname(), appname: settings.appName };
  return createApplication({
    settings,
    build: readBuildFile(join(folder, 'build.json'), buildSchema),
    knownBuilds: readBuildFile(join(folder, 'builds.json'), v.array(buildSchema)),
    downstream: createDownstream(settings.downstream),
    log: createLog(identity, write, Date.now),
    metrics: createRequestMetrics({ ...identity, environment: settings.environment }, writeToStandardOutput, Date.now),
    ...(settings.metricsPort === undefined ? {} : { durations: durationsOf(settings) }),
    random: Math.random,
    sleep: async (milliseconds) => sleep(milliseconds),
    elapsed: () => performance.now(),
    now: Date.now,
  });
}

/** Failures of the route that fails on purpose are counted from zero. */
export const durationsOf = ({ environment, version }: Pick<Settings, 'environment' | 'version'>): RequestDurations =>
  createRequestDurations(
    { environment, version },
    [200, 500].map((status) => ({ route: invokePath, method: 'GET', status })),
  );
