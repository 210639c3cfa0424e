/**
 * Bundles handlers: `build.ts <folder> <name>=<file> …` writes `<folder>/<name>.js` for each.
 * A program of its own, because CDK bundles synchronously and esbuild takes plugins only in its asynchronous calls.
 */
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { leanSdk } from './lean-sdk';

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
  plugins: [leanSdk],
  legalComments: 'none',
  logLevel: 'error',
}).catch(() => {
  process.exitCode = 1;
});
