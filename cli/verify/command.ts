import { Command } from 'commander';
import type { SetExitCode } from '../main';
import { defaultPipeline } from '../pipeline/default-pipeline';
import { verifyClients } from './clients';
import { verifyText } from './text';
import { exitCodeOf, verify } from './verify';

const examples = `
Examples:
  AWS_PROFILE=sandbox AWS_REGION=eu-west-1 unbreakable verify
  unbreakable verify --no-webhook        sends nothing, only reads
  unbreakable verify --json

It reads, simulates permissions, and sends one signed test problem that is recorded and never acted on (docs/verify.md).
Exit code: 0 all is as in the rehearsal, 1 something differs or could not be found out, 3 usage.`;

/** Options of `unbreakable verify`, parsed. */
interface VerifyOptions {
  readonly pipeline: string;
  readonly webhook: boolean;
  readonly json: boolean;
}

/** `unbreakable verify`: what of a deployed system differs from the rehearsal. */
export const verifyCommand = (setExitCode: SetExitCode): Command =>
  new Command('verify')
    .description('compare a deployed system with the rehearsal: stacks, permissions, metrics, monspec, webhook')
    .option('--pipeline <name>', 'the pipeline', defaultPipeline)
    .option('--no-webhook', 'send no test problem')
    .option('--json', 'write the findings as JSON', false)
    .addHelpText('after', examples)
    .action(async (options: VerifyOptions) => setExitCode(await run(options)));

async function run({ pipeline, webhook, json }: VerifyOptions): Promise<number> {
  const clients = verifyClients({});
  try {
    const findings = await verify({ clients, pipeline, webhook });
    process.stdout.write(json ? `${JSON.stringify(findings, null, 2)}\n` : verifyText(findings));
    return exitCodeOf(findings);
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}
