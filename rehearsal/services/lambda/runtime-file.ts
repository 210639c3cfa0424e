import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Compiles the code that runs inside function processes into a folder; returns the file's path. */
export const buildRuntime = (directory: string): string => {
  const outfile = join(directory, 'lambda-runtime.cjs');
  buildSync({
    entryPoints: [join(__dirname, 'runtime.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  });
  return outfile;
};
