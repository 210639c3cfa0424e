import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { LintOptions } from '../../lambda/monspec/lint/options';
import { sourceNames, type SourceName } from '../../lambda/monspec/source-key';
import { messageOf, UserError } from '../errors';
import type { SetExitCode } from '../main';
import { lintFiles, type LintReport } from './lint-files';
import { reportText, type LintedFiles } from './words';

interface Options {
  readonly policy?: string;
  readonly window?: number;
  readonly source: readonly SourceName[];
  readonly json?: boolean;
}

const examples = `
Examples:
  unbreakable lint monspec.json
  unbreakable lint monspec.json --window 10 --policy policy.json --json

Exit code: 0 clean, 1 findings, 3 an option or a file that cannot be used.`;

const longestWindow = 1440;

const minutes = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > longestWindow)
    throw new InvalidArgumentError(`received "${text}", expected whole minutes from 1 to ${longestWindow}.`);
  return value;
};

/** `unbreakable lint`: proves that every objective of a monspec can fail and every gate can conclude. */
export const lintCommand = (setExitCode: SetExitCode): Command =>
  new Command('lint')
    .description('prove that every objective of a monspec can fail and every gate can conclude')
    .argument('<monspec>', 'the monspec file')
    .option('--policy <file>', 'the policy of the platform team, which a monspec may only tighten')
    .option(
      '--window <minutes>',
      'length of the window of the gates that read it, 1 to 1440; without it only what holds for every length is proven',
      minutes,
    )
    .addOption(
      new Option('--source <names...>', 'the metric sources that are set up, in their order')
        .choices(sourceNames)
        .default(['cloudwatch'], 'cloudwatch'),
    )
    .option('--json', 'write the findings as JSON')
    .addHelpText('after', examples)
    .action(async (file: string, options: Options) => {
      const report = lintFiles(
        await read(file),
        options.policy === undefined ? undefined : await read(options.policy),
        lintOptions(options),
      );
      process.stdout.write(options.json === true ? `${JSON.stringify(report, null, 2)}\n` : reportText(filesOf(file, options), report));
      setExitCode(exitCodeOf(report));
    });

const lintOptions = ({ window, source }: Options): LintOptions => ({
  sources: source,
  ...(window === undefined ? {} : { windowMinutes: window }),
});

const filesOf = (monspec: string, { policy }: Options): LintedFiles => ({ monspec, ...(policy === undefined ? {} : { policy }) });

const exitCodeOf = ({ readable, findings }: LintReport): number => (readable ? (findings.length === 0 ? 0 : 1) : 3);

async function read(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${messageOf(error)}. Name a file that is there.`);
  }
}
