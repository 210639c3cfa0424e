import { Command, Option } from 'commander';
import { rehearse, type Rehearsal } from '../../rehearsal/rehearsal';
import { incidentKinds } from '../../rehearsal/story/incident/incident';
import type { Watcher } from '../../rehearsal/story/events';
import type { SetExitCode } from '../main';
import { openScreen } from '../progress/screen';
import { foolTheGate } from './fooling';
import { openLines } from './lines-file';
import { loggingKinds } from './logging';
import { computeNames, parseBuilds, parseLike, parseWhole, requestOf, type RehearseOptions } from './options';
import { summaryText } from './summary';
import { untilStopped } from './until-stopped';

const examples = `
Examples:
  npm start                                     all four builds, then the report stays up until Ctrl-C
  unbreakable rehearse --builds 1,2 --no-serve  two builds, then exit
  unbreakable rehearse --json story.ndjson      one line per decision, remediation and execution, a summary last
  unbreakable rehearse --like 2=3,3=2           builds 2 and 3 with their behaviour swapped
  unbreakable rehearse --incident               a build goes bad after its gate has passed, and production heals itself
  unbreakable rehearse --incident --fix         then an urgent fix, while promotions into production are locked
  unbreakable rehearse --compute lambda         the application as a Lambda function, whose alias CodeDeploy shifts
  unbreakable rehearse --accounts               three accounts, two regions: roles and keys between them are tried, too
  unbreakable rehearse --logging                with the search in logs: Firehose, OpenSearch, backup; says what was lost
  unbreakable rehearse --app cdk.out            an app synthesized before, as it stands

Exit code: 0 every build ended in a decision and nothing was refused; 1 otherwise, with the reason in the last lines;
3 an option, a build or a file that cannot be used.`;

/** `unbreakable rehearse`: the whole pipeline on this machine, without an AWS account. */
export const rehearseCommand = (setExitCode: SetExitCode): Command =>
  new Command('rehearse')
    .description('run the whole pipeline on this machine: the synthesized templates, the bundled functions, real load; no AWS account')
    .option(
      '--builds <list>',
      'builds of the sample application to release, in order; without it 1,2,3,4, or 3,5 in an incident',
      parseBuilds,
    )
    .addOption(
      new Option(
        '--incident [reporter]',
        'go on until production has gone bad and healed itself, reported by an alarm, or by a Dynatrace or DevOps Guru beside the cloud',
      ).choices(incidentKinds),
    )
    .option(
      '--fix [build]',
      'after the incident release this build as an urgent fix, which the lock keeps out until a person unlocks; without a number build 1',
      parseWhole(0, 999_999),
    )
    .addOption(
      new Option('--like <pairs>', 'let builds behave like others, for example 2=3,3=2 or 7=4')
        .argParser(parseLike)
        .default({}, 'as shipped'),
    )
    .option('--speed <n>', 'how many seconds of the story pass in one second, 1 to 240', parseWhole(1, 240), 60)
    .addOption(
      new Option('--compute <kind>', 'what the application runs on, in place of what unbreakable.config.ts says').choices(computeNames),
    )
    .option('--accounts', 'with tools, staging and production in an account each, production in another region')
    .addOption(
      new Option(
        '--logging [how]',
        'with the search in logs switched on; the application’s log goes there by the CloudWatch agent, or it sends it to Firehose itself',
      ).choices(loggingKinds),
    )
    .option('--app <dir>', 'run this synthesized app (cdk synth --output) instead of synthesizing')
    .option('--port <n>', 'port of the report on 127.0.0.1; 0 = any free one', parseWhole(0, 65_535), 8787)
    .option('--no-serve', 'exit when the builds are through instead of serving the report')
    .option('--json <file>', 'write the story as NDJSON to this file')
    .addHelpText('after', examples)
    .action(async (options: RehearseOptions) => setExitCode(await run(options)));

/** Runs a rehearsal with everything that belongs to a terminal around it. */
async function run(options: RehearseOptions): Promise<number> {
  const lines = openLines(options.json);
  const stop = untilStopped();
  const screen = await openScreen(process.stdout, footer);
  const show: Watcher = (event) => {
    if (options.serve || event.kind !== 'note' || !event.whileServed) screen.show(event);
    if (event.kind === 'line') lines.write(event.line);
  };
  const fooling = foolTheGate(process.stdin, show);
  try {
    const rehearsal = await rehearse({ ...requestOf(options), signal: stop.signal, onReady: fooling.ready }, fooling.watch);
    screen.close();
    fooling.close();
    process.stdout.write(summaryText(rehearsal.summary));
    await serve(rehearsal, options.serve && !stop.signal.aborted, stop.stopped);
    return rehearsal.summary.ok ? 0 : 1;
  } finally {
    fooling.close();
    screen.close();
    lines.close();
    stop.release();
  }
}

const footer = 'Try to fool it:  s slow it down   e add errors   d drop metrics   n metrics NaN   (again: mend it)   Ctrl-C stop';

/** Keeps the report up until Ctrl-C, or takes everything down at once. */
async function serve(rehearsal: Rehearsal, keep: boolean, stopped: Promise<void>): Promise<void> {
  try {
    if (!keep) return;
    process.stdout.write(servingText(rehearsal));
    await stopped;
  } finally {
    await rehearsal.stop();
  }
}

/** What a person can do while everything still runs. The credentials open nothing but this rehearsal. */
const servingText = ({ reportUrl, operator: { endpoint, region, credentials } }: Rehearsal): string => `
Report: ${reportUrl}

It goes on. From another terminal you are its operator:
  export AWS_ENDPOINT_URL=${endpoint} AWS_REGION=${region} AWS_ACCESS_KEY_ID=${credentials.accessKeyId} AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey} AWS_SESSION_TOKEN=${credentials.sessionToken}
  npx unbreakable release 2

Ctrl-C ends the rehearsal and everything that it started.
`;
