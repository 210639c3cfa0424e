/** What a child process must be started with to live in virtual time. */
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Cloud } from '../cloud/cloud';
import { clockVariable } from './clock';

/** Name of the compiled preload in the directory of a run. */
const preloadFile = 'clock-preload.cjs';

/** Compiles the preload into a directory; once per run, before any child process starts. */
export const buildPreload = async (directory: string): Promise<void> => {
  await build({
    entryPoints: [join(__dirname, 'preload.ts')],
    outfile: join(directory, preloadFile),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'silent',
  });
};

export interface PreloadChoice {
  /** Whether setTimeout and setInterval pass in virtual time as well. `Date` always does. */
  readonly timers: 'real' | 'virtual';
}

/** Environment variables for a child process; put them over the ones that it gets for other reasons. */
export const preloadOptions = (
  cloud: Pick<Cloud, 'directory' | 'clock'>,
  { timers }: PreloadChoice,
): Record<'NODE_OPTIONS' | 'REHEARSAL_CLOCK' | 'REHEARSAL_TIMERS', string> => ({
  NODE_OPTIONS: `--require ${JSON.stringify(join(cloud.directory, preloadFile))}`,
  [clockVariable]: JSON.stringify(cloud.clock.settings),
  REHEARSAL_TIMERS: timers,
});
