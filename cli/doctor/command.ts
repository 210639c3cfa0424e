import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { SetExitCode } from '../main';
import { doctorClients } from './clients';
import { examine } from './doctor';
import { doctorText } from './text';

/** The monspec of the sample application. */
const sampleMonspec = join(__dirname, '..', '..', 'sample', 'monspec.json');

const examples = `
Examples:
  unbreakable doctor
  AWS_PROFILE=prod AWS_REGION=eu-west-1 unbreakable doctor --monspec release/monspec.json
  unbreakable doctor --json

It only reads. With accounts of their own, run it in each: of another account's limits nothing can be seen.
Exit code: 0 nothing is missing, as far as it could be found out; 1 something is missing; 3 an option that cannot be used.`;

/** `unbreakable doctor`: what a deployment needs, and what of it is missing. */
export const doctorCommand = (setExitCode: SetExitCode): Command =>
  new Command('doctor')
    .description('check configuration, monspec, credentials, bootstrap, secrets and quotas, and say what is missing')
    .addOption(new Option('--monspec <file>', 'the monspec to check').default(sampleMonspec, 'sample/monspec.json'))
    .option('--json', 'write the checks as JSON')
    .addHelpText('after', examples)
    .action(async ({ monspec, json = false }: { readonly monspec: string; readonly json?: boolean }) =>
      setExitCode(await run(monspec, json)),
    );

async function run(monspec: string, json: boolean): Promise<number> {
  const clients = doctorClients({});
  try {
    const checks = await examine({ clients, monspec });
    process.stdout.write(json ? `${JSON.stringify(checks, null, 2)}\n` : doctorText(checks));
    return checks.some(({ status }) => status === 'missing') ? 1 : 0;
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}
