/** Runs a command in this process, as main would, and keeps what it says. */
import { Command, CommanderError } from 'commander';
import { backtestCommand } from '../../../cli/backtest/command';
import { UserError } from '../../../cli/errors';
import { evaluateCommand } from '../../../cli/evaluate/command';
import { initCommand } from '../../../cli/init/command';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `unbreakable …args` with these variables; the process's own are put back. */
export async function run(args: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const said = { out: '', err: '' };
  const out = jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((said.out += String(text))));
  const err = jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said.err += String(text))));
  const before = { ...process.env };
  Object.assign(
    process.env,
    { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_MAX_ATTEMPTS: '1', NO_COLOR: '1' },
    variables,
  );
  let code = 0;
  try {
    const set = (given: number): void => void (code = given);
    const root = new Command('unbreakable').addCommand(evaluateCommand(set)).addCommand(backtestCommand(set)).addCommand(initCommand(set));
    for (const command of [root, ...root.commands]) command.exitOverride();
    await root.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof UserError) && !(error instanceof CommanderError)) throw error;
    said.err += error instanceof UserError ? error.message : '';
    code = 3;
  } finally {
    out.mockRestore();
    err.mockRestore();
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
  return { code, ...said };
}
