import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Programs that run a function's code: one that takes requests over IPC, one at a time; one that takes HTTP requests. */
export type RuntimeName = 'runtime' | 'front/front-runtime';

/** Compiles the code that runs inside function processes into a folder; returns the file's path. */
export const buildRuntime = (directory: string, name: RuntimeName = 'runtime'): string => {
  const outfile = join(directory, `lambda-${name.replace('/', '-')}.cjs`);
  buildSync({
    entryPoints: [join(__dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  });
  return outfile;
};
