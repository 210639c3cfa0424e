import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdkJson from '../../../cdk.json';
import { synthesized } from './synthesized';

export type StackName =
  | 'UnbreakableFoundation'
  | 'UnbreakableStaging'
  | 'UnbreakableProduction'
  | 'UnbreakableGate'
  | 'UnbreakableHealing'
  | 'UnbreakablePipeline'
  | 'UnbreakableOperations'
  | 'UnbreakableLogging';

/** A new app with the project's feature flags, which `new App()` alone would not read; no bundles, no checks. */
export function testApp(context: Readonly<Record<string, unknown>> = {}): App {
  const outdir = mkdtempSync(join(tmpdir(), 'unbreakable-synth-'));
  folders.push(outdir);
  return new App({ outdir, context: { ...cdkJson.context, 'aws:cdk:bundling-stacks': [], ...context } });
}

/** The templates of a configuration, as they would be deployed; of all files that ask for it, one pays for the synth. */
export function templates(config: unknown = {}): (stack: StackName) => Template {
  const made = synthesized(config).templates;
  return (name) => Template.fromJSON(made[name] ?? {});
}

/** Only one test file pays for the checks of templates, which take five times as long as the synth itself. */
process.env['CDK_VALIDATION'] = 'false';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
