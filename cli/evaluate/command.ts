import { Command, Option } from 'commander';
import type { SetExitCode } from '../main';
import { addSource } from '../sources/names';
import { lengthOption } from '../window/duration';
import { parseInstant } from '../window/instant';
import { evaluate } from './evaluate';
import type { EvaluateOptions } from './options';
import { exitCodeOf } from './outcome';
import { openProgress } from './progress';
import { formats } from './render/render';
import { tellingSources } from './source-failure';
import { writeReport } from './write-report';

const [second, minute, day] = [1_000, 60_000, 86_400_000];

const examples = `
Examples:
  unbreakable evaluate monspec.json --comparison StagingToProduction --last 1h
  unbreakable evaluate monspec.json --comparison ProductionToBefore --from 2026-11-20T10:00Z --to 2026-11-20T10:30Z
  unbreakable evaluate monspec.json --comparison StagingToProduction --last 30m --wait --format junit --out gate.xml
  unbreakable evaluate monspec.json --comparison StagingToProduction --source series.csv --from 2026-11-20T10:00Z --to 2026-11-20T10:30Z

Exit code: 0 pass or warning, 1 fail, 2 inconclusive, 3 an option or a monspec that cannot be used, 4 a metric source failed.`;

/** The options that say what is judged and where its metrics are. */
export const withQuestion = (command: Command): Command =>
  command
    .argument('<monspec>', 'the monspec file')
    .requiredOption('--comparison <name>', 'the comparison of the monspec to judge')
    .option('--service <key>', 'the service, where the monspec has several')
    .option(
      '--source <name>',
      'cloudwatch, dynatrace, prometheus, or a file of series (.csv, .ndjson); may be repeated, the first is the one of metrics that name none; without it those that are set up',
      addSource,
    )
    .option('--pipeline <name>', 'take CloudWatch dimensions, and the accounts of environments, from what the stacks say of this pipeline');

/** `unbreakable evaluate`: a verdict without a deployment. */
export const evaluateCommand = (setExitCode: SetExitCode): Command =>
  withQuestion(new Command('evaluate').description('judge a window of time by a monspec: a gate for any CI system'))
    .option('--from <time>', 'begin of the window: 2026-11-20T10:00Z, -2h or now', parseInstant)
    .option('--to <time>', 'end of the window, written alike; without it as late as metrics have arrived', parseInstant)
    .addOption(
      lengthOption('--last <length>', 'in place of --from and --to: the window that ends now, or with --wait begins now', {
        least: minute,
        most: 30 * day,
        example: '30m',
        otherwise: '30m',
      }),
    )
    .option(
      '--deployed <time>',
      'when the deployment under test began, the end of a beforeDeployment baseline; without it the begin of the window',
      parseInstant,
    )
    .option('--wait', 'look until the window ends, and stop early on proven evidence')
    .addOption(
      lengthOption('--every <length>', 'how often to look with --wait', {
        least: 10 * second,
        most: day,
        example: '1m',
        byDefault: minute,
      }),
    )
    .addOption(
      lengthOption('--delay <length>', 'time that metrics need to arrive', {
        least: 0,
        most: day / 24,
        example: '2m',
        byDefault: 2 * minute,
      }),
    )
    .addOption(new Option('--format <format>', 'what to write').choices(formats).default('table'))
    .option('--out <file>', 'write the report to this file')
    .addHelpText('after', examples)
    .action(async (file: string, options: EvaluateOptions) => setExitCode(await tellingSources(async () => run(file, options))));

async function run(file: string, options: EvaluateOptions): Promise<number> {
  const progress = openProgress(process.stderr);
  try {
    const evaluation = await evaluate(file, options, progress);
    progress.end();
    writeReport(evaluation, options.format, options.out);
    return exitCodeOf(evaluation);
  } finally {
    progress.end();
  }
}
