/**
 * Bundles handlers: `build.ts <folder> <name>=<file> …` writes `<folder>/<name>.js` for each.
 * A program of its own, because CDK bundles synchronously and esbuild takes plugins only in its asynchronous calls.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build as bundle, type Plugin } from 'esbuild';

/**
 * Drops the SDK's registers of modelled errors, about 15 % of a bundle. An error then comes as the service's base
 * exception, with the same `name`, `message` and status; the handlers know errors by name.
 */
const withoutErrorRegisters: Plugin = {
  name: 'without-error-registers',
  setup: (build) => {
    build.onLoad({ filter: /@aws-sdk[\\/]client-[a-z0-9-]+[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/^n0_registry\.registerError\(.*\);$/gm, ''),
      loader: 'js',
    }));
  },
};

const [outdir = '', ...entries] = process.argv.slice(2);

void bundle({
  absWorkingDir: join(__dirname, '..', '..'),
  entryPoints: Object.fromEntries(entries.map((entry) => entry.split('=') as [string, string])),
  outdir,
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  // Older than Lambda's runtime, so that the rehearsal can run the same files.
  target: 'node20',
  // CommonJS entry points of the SDK start slower and bundle larger.
  mainFields: ['module', 'main'],
  // Lambda hands credentials over in the environment; the SDK's chain of other providers weighs about 100 kB.
  alias: { '@aws-sdk/credential-provider-node': './lambda/aws/credential-provider.ts' },
  plugins: [withoutErrorRegisters],
  legalComments: 'none',
  logLevel: 'error',
}).catch(() => {
  process.exitCode = 1;
});
