import { Command, Option } from 'commander';
import { withQuestion } from '../evaluate/command';
import { describedEnvironments } from '../evaluate/described';
import { sourceOf } from '../evaluate/evaluate';
import { sourceErrors, verdictCodes } from '../evaluate/outcome';
import { openProgress } from '../evaluate/progress';
import { readQuestion, type Question } from '../evaluate/question';
import { receiptLine } from '../evaluate/render/view';
import { tellingSources } from '../evaluate/source-failure';
import { writeFile } from '../evaluate/write-report';
import type { SetExitCode } from '../main';
import { lengthOption } from '../window/duration';
import { parseDeploymentGroup } from './codedeploy';
import { deploymentsFor } from './deployments';
import { findingsOf, type Findings } from './findings';
import type { BacktestOptions } from './options';
import { replayAll } from './replay';
import { quietTimes } from './quiet-times';
import { planReplays } from './replays';
import { closing, markdownText, tableText } from './words';

const [minute, day] = [60_000, 86_400_000];

const examples = `
Every deployment that is known (--deployments, else the validations of --pipeline, else what --codedeploy has deployed) is
judged as the gate would have judged it then; where none is known, every window is judged as if a deployment had begun with
it. History is the gate's: earlier validations that passed, or the earlier days of the monspec. A change that really was bad
is among the rejections.
"Never fails with" is the margin or limit with which no window would have been rejected by its value alone.

Examples:
  unbreakable backtest monspec.json --comparison StagingToProduction --since 30d
  unbreakable backtest monspec.json --comparison ProductionToBefore --since 14d --deployments deployments.txt
  unbreakable backtest monspec.json --comparison ProductionToBefore --codedeploy unbreakable-sample/Production
  unbreakable backtest monspec.json --comparison ProductionToBefore --pipeline unbreakable-pipeline --format json --out backtest.json

Exit code: 0 replayed, 3 an option or a monspec that cannot be used, 4 a metric source failed in every window.`;

/** `unbreakable backtest`: replays the gate over the past. */
export const backtestCommand = (setExitCode: SetExitCode): Command =>
  withQuestion(
    new Command('backtest').description(
      'replay the gate over the past: how often it would have rejected, why, and which margins would have been quiet',
    ),
  )
    .addOption(
      lengthOption('--since <length>', 'how far back', { least: 30 * minute, most: 455 * day, example: '30d', byDefault: 30 * day }),
    )
    .option('--deployments <file>', 'replay these deployments: a time per line, perhaps with a comma and a name')
    .option('--codedeploy <application/group>', 'replay the deployments to this CodeDeploy group that succeeded', parseDeploymentGroup)
    .addOption(
      lengthOption('--every <length>', 'how far apart the validations are, where no deployment is known', {
        least: minute,
        most: 30 * day,
        example: '1h',
        byDefault: 60 * minute,
      }),
    )
    .addOption(
      lengthOption('--window <length>', 'length of each window', { least: 3 * minute, most: day, example: '30m', byDefault: 30 * minute }),
    )
    .addOption(new Option('--format <format>', 'what to write').choices(['table', 'json', 'markdown']).default('table'))
    .option('--out <file>', 'write the report to this file')
    .addHelpText('after', examples)
    .action(async (file: string, options: BacktestOptions) => setExitCode(await tellingSources(async () => run(file, options))));

async function run(file: string, options: BacktestOptions): Promise<number> {
  const question = readQuestion(file, options.comparison, options.service, await describedEnvironments(options.pipeline));
  const source = await sourceOf(question, options);
  const now = Date.now();
  const deployments = await deploymentsFor(question, options, now - options.since);
  const { replays, notes } = planReplays(deployments, options, now);
  const quiet = await quietTimes(question, options, replays);
  const progress = openProgress(process.stderr);
  try {
    progress.say(`Replaying ${replays.length} validations`);
    const { evaluations, receipt } = await replayAll(question, { replays, deployments, troubles: quiet.troubles }, source, now, (done) =>
      progress.say(`Replayed ${done} of ${replays.length} validations`),
    );
    progress.end();
    const findings = findingsOf(question, evaluations, [...notes, ...quiet.notes]);
    write(question, options, findings, receiptLine(receipt));
    return tellFailures(evaluations.map(sourceErrors));
  } finally {
    progress.end();
  }
}

const rendered = (question: Question, options: BacktestOptions, findings: Findings, receipt: string): string => {
  switch (options.format) {
    case 'table':
      return tableText(question, options, findings, receipt);
    case 'markdown':
      return markdownText(question, options, findings, receipt);
    case 'json':
      return `${JSON.stringify({ service: question.service.key, comparison: question.comparison.name, ...findings }, undefined, 2)}\n`;
  }
};

function write(question: Question, options: BacktestOptions, findings: Findings, receipt: string): void {
  const text = rendered(question, options, findings, receipt);
  if (options.out === undefined) {
    process.stdout.write(text);
    return;
  }
  writeFile('--out', options.out, text);
  process.stdout.write(`${closing(findings)}\n`);
}

/** Windows that a source could not answer for are told; only where there is no other is the command a failure. */
function tellFailures(errors: readonly (readonly string[])[]): number {
  const failed = errors.filter((some) => some.length > 0);
  const [first] = failed.flat();
  if (first === undefined) return verdictCodes.pass;
  process.stderr.write(`A metric source failed in ${failed.length} of ${errors.length} windows, for example: ${first}\n`);
  return failed.length === errors.length ? verdictCodes.source : verdictCodes.pass;
}
