import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { Argument, Command } from 'commander';
import { exitCodeText } from '../exit-code-text';
import type { Clients } from '../pipeline/clients';
import { readGate } from '../pipeline/gate';
import { withClients } from '../with-clients';

/** Positions of the kill switch. */
type Position = 'on' | 'off';

const meaning: Readonly<Record<Position, string>> = {
  on: 'gates answer approvals, and production is rolled back where it must be',
  off: 'gates hold, nothing is rolled back, people decide',
};

/** `unbreakable switch`: the kill switch of everything that acts by itself. */
export const switchCommand = (): Command =>
  new Command('switch')
    .description('the kill switch: off = gates hold and nothing is rolled back; without a position it says where it stands')
    .addArgument(new Argument('[position]', 'on or off').choices(['on', 'off']))
    .addHelpText('after', '\nExamples:\n  unbreakable switch\n  AWS_PROFILE=prod unbreakable switch off' + exitCodeText('turned, or read'))
    .action(async (position: Position | undefined) => {
      process.stdout.write(`${await withClients((clients) => turn(clients, position))}\n`);
    });

/**
 * Turns the switch, or reads it where no position is given, and says where it stands.
 * @throws UserError when the gate is not deployed.
 */
export async function turn(clients: Clients, position: Position | undefined): Promise<string> {
  const { switchParameter: Name } = await readGate(clients);
  const { Parameter } = await clients.ssm.send(new GetParameterCommand({ Name }));
  const before = Parameter?.Value ?? '';
  if (position === undefined) return `The switch ${Name} is ${standing(before)}`;
  if (before !== position) await clients.ssm.send(new PutParameterCommand({ Name, Value: position, Overwrite: true }));
  return `The switch ${Name} is ${standing(position)}${before === position ? ' It was so already.' : ' What has begun already goes on.'}`;
}

const standing = (value: string): string =>
  value === 'on' || value === 'off'
    ? `${value}: ${meaning[value]}.`
    : `"${value}", which counts as off: ${meaning.off}. Set it with: unbreakable switch on|off`;
