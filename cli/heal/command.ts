import { readFile } from 'node:fs/promises';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { Command } from 'commander';
import { gatherFacts } from '../../lambda/healing/planning/facts';
import { plan } from '../../lambda/healing/planning/plan';
import { problemIdOf } from '../../lambda/healing/problem';
import { fromFile } from '../../lambda/healing/reporters/recognise';
import { cloudWatchClient } from '../../lambda/sources/cloudwatch/cloudwatch.client';
import { messageOf, UserError } from '../errors';
import { exitCodeText } from '../exit-code-text';
import type { Clients } from '../pipeline/clients';
import { readGate } from '../pipeline/gate';
import { withClients } from '../with-clients';
import { explanation } from './explanation';
import { dryPorts } from './ports';

const examples = `
FILE is what a reporter sends: a notification of Dynatrace, an event of CloudWatch, DevOps Guru or PagerDuty, a generic
problem. Nothing is verified, recorded, told or changed.

Examples:
  unbreakable heal --problem alarm.json --dry-run
  AWS_PROFILE=prod unbreakable heal --problem dynatrace.json --dry-run${exitCodeText('explained, whatever it would do')}`;

/** `unbreakable heal`: says what self-healing would do about a problem, and why. */
export const healCommand = (): Command =>
  new Command('heal')
    .description('explain what self-healing would do about a problem, and why; it does nothing')
    .requiredOption('--problem <file>', 'file with the message of a reporter, as JSON')
    .option('--dry-run', 'must be given: only the deployed functions heal')
    .addHelpText('after', examples)
    .action(async ({ problem, dryRun }: { problem: string; dryRun?: true }) => {
      if (dryRun !== true)
        throw new UserError(
          'heal explains only: add --dry-run. Production is healed by the deployed functions; send the problem to their webhook (docs/healing.md).',
        );
      const text = await read(problem);
      const cloudWatch = cloudWatchClient();
      try {
        process.stdout.write(`${(await withClients((clients) => heal(clients, cloudWatch, problem, text, Date.now()))).join('\n')}\n`);
      } finally {
        cloudWatch.destroy();
      }
    });

/**
 * What would be done about a problem now, a line a fact. Reads only.
 * @param file name of the file, for errors
 * @param now epoch milliseconds
 * @throws UserError for a file that is no problem, or a gate that is not deployed.
 */
export async function heal(
  clients: Clients,
  cloudWatch: CloudWatchClient,
  file: string,
  text: string,
  now: number,
): Promise<readonly string[]> {
  const read = fromFile(text, now);
  if (read.kind === 'malformed') throw new UserError(`${file}: ${read.why}`);
  if (read.kind === 'ignored') return [`This is nothing to heal: ${read.why}`];
  const { problem } = read;
  // As if it had been there for long: what is not proven by now is not waited for.
  const record = { problemId: problemIdOf(problem), problem, receivedAt: 0, timeline: [], told: [] };
  const gathered = await gatherFacts(record, dryPorts(await readGate(clients), clients, cloudWatch), now);
  return explanation(gathered, plan(gathered.facts));
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UserError(`--problem ${path}: the file cannot be read (${messageOf(error)}).`);
  }
}
