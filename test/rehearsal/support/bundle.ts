import { buildSync } from 'esbuild';
import { join } from 'node:path';

/** Bundles the source of a handler with the SDK that it imports, as the project's own bundler does. */
export const bundle = (source: string): string => {
  const result = buildSync({
    stdin: { contents: source, resolveDir: join(__dirname, '..', '..', '..'), loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return result.outputFiles[0]!.text;
};
