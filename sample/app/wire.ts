import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { createLog, writeToStandardOutput } from '../common/log';
import { createApplication, type Application } from './application';
import { buildSchema, readBuildFile } from './build';
import { createDownstream } from './downstream';
import { createRequestMetrics } from './metrics';
import { readSettings } from './settings';

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
    random: Math.random,
    sleep: async (milliseconds) => sleep(milliseconds),
    elapsed: () => performance.now(),
    now: Date.now,
  });
}
