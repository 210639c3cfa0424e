import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../cli/errors';
import { configContextKey } from '../../lib/config/merged';

/** The folder of this project: the parent of rehearsal/. */
const project = join(__dirname, '..', '..');

/**
 * The assembly to rehearse: one synthesized before, taken as it stands, or the project's own, synthesized now.
 * @param given folder of `cdk synth --output`; must hold a manifest.json.
 * @param outdir where to synthesize to when none is given.
 * @param config options in place of those of unbreakable.config.ts.
 * @throws UserError when the folder is no assembly, or one that options come too late for, or the synthesis fails.
 */
export async function assembly(given: string | undefined, outdir: string, config?: object): Promise<string> {
  if (given === undefined) {
    await synthesize(outdir, config);
    return outdir;
  }
  if (config !== undefined)
    throw new UserError(
      `--app ${given} is taken as it stands; options of the configuration come too late. Synthesize it with them: npx cdk synth --quiet --output ${given} -c '${configContextKey}=${JSON.stringify(config)}'`,
    );
  if (!existsSync(join(given, 'manifest.json'))) {
    throw new UserError(
      `--app ${given}: there is no manifest.json, so this is no synthesized app. Make one with: npx cdk synth --quiet --output ${given}`,
    );
  }
  return given;
}

/**
 * Runs bin/app.ts as the CDK command line does. The template validator and cdk-nag are left to `npm run synth` and the
 * tests: they say nothing about whether the rehearsal can run, and cost seconds.
 */
async function synthesize(outdir: string, config: object | undefined): Promise<void> {
  const { context: flags } = JSON.parse(readFileSync(join(project, 'cdk.json'), 'utf8')) as { context: object };
  const context = { ...flags, ...(config && { [configContextKey]: config }) };
  const child = spawn(process.execPath, ['--import', 'tsx', join(project, 'bin', 'app.ts')], {
    cwd: project,
    env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_VALIDATION: 'false' },
    // A group of its own: Ctrl-C at the terminal would end it between making temporary folders and removing them.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new UserError(`The stacks do not synthesize (exit code ${code}): ${errors.trim().slice(-2000)}`, 1);
}
