import { Command, InvalidArgumentError } from 'commander';
import type { SetExitCode } from '../main';
import { defaultPipeline } from '../pipeline/default-pipeline';
import type { Connection } from '../pipeline/clients';
import { verifyClients, type VerifyClients } from './clients';
import { verifyText } from './text';
import { exitCodeOf, verify } from './verify';

const examples = `
Examples:
  AWS_PROFILE=sandbox AWS_REGION=eu-west-1 unbreakable verify
  unbreakable verify --no-webhook        sends nothing, only reads
  unbreakable verify --json
  unbreakable verify --profile Staging=shop-staging --profile Production=shop-production
                                         environments in accounts of their own (docs/accounts.md)

It reads, simulates permissions, and sends one signed test problem that is recorded and never acted on (docs/verify.md).
Exit code: 0 all is as in the rehearsal, 1 something differs or could not be found out, 3 an option that cannot be used.`;

/** Options of `unbreakable verify`, parsed. */
interface VerifyOptions {
  readonly pipeline: string;
  readonly webhook: boolean;
  readonly profile?: Readonly<Record<string, string>>;
  readonly json?: boolean;
}

/** Adds one `--profile` to those before it. */
function addProfile(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, environment, name] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (environment === undefined || name === undefined)
    throw new InvalidArgumentError(`received "${text}", expected ENVIRONMENT=NAME, for example Staging=shop-staging.`);
  return { ...before, [environment]: name };
}

/** `unbreakable verify`: what of a deployed system differs from the rehearsal. */
export const verifyCommand = (setExitCode: SetExitCode): Command =>
  new Command('verify')
    .description('compare a deployed system with the rehearsal: stacks, permissions, metrics, alarms, monspec, webhook')
    .option('--pipeline <name>', 'name of the pipeline', defaultPipeline)
    .option('--profile <environment=name>', 'AWS profile for the account of an environment that has its own; may be repeated', addProfile)
    .option('--no-webhook', 'send no test problem')
    .option('--json', 'write the findings as JSON')
    .addHelpText('after', examples)
    .action(async (options: VerifyOptions) => setExitCode(await run(options)));

async function run({ pipeline, webhook, profile = {}, json = false }: VerifyOptions): Promise<number> {
  const opened: VerifyClients[] = [];
  const open = (connection: Connection): VerifyClients => {
    const clients = verifyClients(connection);
    opened.push(clients);
    return clients;
  };
  try {
    const findings = await verify({ open, pipeline, webhook, profiles: profile });
    process.stdout.write(json ? `${JSON.stringify(findings, null, 2)}\n` : verifyText(findings));
    return exitCodeOf(findings);
  } finally {
    for (const client of opened.flatMap((clients) => Object.values(clients))) client.destroy();
  }
}
