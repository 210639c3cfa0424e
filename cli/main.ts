import { Command, CommanderError } from 'commander';
import { awsFailure } from './aws-failure';
import { UserError } from './errors';
import { backtestCommand } from './backtest/command';
import { baselineCommand } from './baseline/command';
import { bundleCommand } from './bundle/command';
import { doctorCommand } from './doctor/command';
import { evaluateCommand } from './evaluate/command';
import { healCommand } from './heal/command';
import { initCommand } from './init/command';
import { judgeCommand } from './judge/command';
import { linkCommand } from './link/command';
import { lintCommand } from './lint/command';
import { lockCommand } from './lock/command';
import { rehearseCommand } from './rehearse/command';
import { releaseCommand } from './release/command';
import { switchCommand } from './switch/command';
import { unlockCommand } from './unlock/command';
import { verifyCommand } from './verify/command';

/** Exit codes that scripts can use. */
export const exitCodes = { ok: 0, failed: 1, usage: 3 } as const;

/** Called by a command to say how it went; 0 where it is not called. */
export type SetExitCode = (code: number) => void;

/** The command line, one verb per folder. */
export const program = (setExitCode: SetExitCode): Command =>
  new Command('unbreakable')
    .description('A release gate for AWS CodePipeline: performance signatures decide, production repairs itself.')
    .addCommand(rehearseCommand(setExitCode))
    .addCommand(releaseCommand(setExitCode))
    .addCommand(bundleCommand())
    .addCommand(initCommand(setExitCode))
    .addCommand(doctorCommand(setExitCode))
    .addCommand(verifyCommand(setExitCode))
    .addCommand(lintCommand(setExitCode))
    .addCommand(evaluateCommand(setExitCode))
    .addCommand(backtestCommand(setExitCode))
    .addCommand(judgeCommand(setExitCode))
    .addCommand(baselineCommand())
    .addCommand(linkCommand())
    .addCommand(healCommand())
    .addCommand(lockCommand())
    .addCommand(unlockCommand())
    .addCommand(switchCommand())
    .addHelpText(
      'after',
      '\nFirst: unbreakable rehearse runs everything on this machine; unbreakable doctor says what a deployment needs.\nunbreakable COMMAND --help shows options, examples and exit codes. AWS is reached by AWS_PROFILE and AWS_REGION.',
    )
    .showHelpAfterError('(add --help for the options and examples)');

/**
 * Runs the command line.
 * @param args without the program's own name.
 * @returns the exit code; every error has been told on standard error by then, the user's own in one sentence.
 */
export async function main(args: readonly string[]): Promise<number> {
  let code: number = exitCodes.ok;
  const root = program((given) => (code = given));
  for (const command of [root, ...root.commands]) command.exitOverride();
  try {
    await root.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return tellError(error);
  }
}

function tellError(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof UserError) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  if (hasFix(error)) {
    process.stderr.write(`${error.message.includes(error.fix) ? error.message : `${error.message} ${error.fix}`}\n`);
    return exitCodes.usage;
  }
  const aws = awsFailure(error);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${aws === undefined ? text : `${aws.what}. ${aws.fix}`}\n`);
  return exitCodes.failed;
}

/** The typed errors of the other rooms carry how to mend them. */
const hasFix = (error: unknown): error is Error & { readonly fix: string } =>
  error instanceof Error && 'fix' in error && typeof error.fix === 'string';
