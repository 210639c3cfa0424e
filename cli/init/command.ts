import { existsSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { parseMonspec } from '../../lambda/monspec/parse';
import { formatIssue } from '../../lambda/monspec/text/issues';
import type { Tag } from '../../lambda/monspec/monspec';
import { cloudWatchClient } from '../../lambda/sources/cloudwatch/cloudwatch.client';
import { failureOf } from '../../lambda/sources/cloudwatch/failure';
import { configuredDynatrace } from '../../lambda/sources/dynatrace/configure';
import { UserError } from '../errors';
import { verdictCodes } from '../evaluate/outcome';
import { tellingSources } from '../evaluate/source-failure';
import { writeFile } from '../evaluate/write-report';
import type { SetExitCode } from '../main';
import { findDescribed } from './described';
import { findServices } from './dynatrace-services';
import type { Found } from './found';
import { findLoadBalancers } from './load-balancers';
import { monspecText } from './monspec-text';

interface InitOptions {
  readonly source: 'cloudwatch' | 'dynatrace';
  readonly tag?: readonly Tag[];
  readonly pipeline?: string;
  readonly name: string;
  readonly force?: boolean;
}

const examples = `
Examples:
  unbreakable init                                   load balancers of this account and region → monspec.json
  unbreakable init shop.json --name shop
  unbreakable init --pipeline unbreakable-pipeline   its environments, in whichever account they are
  unbreakable init --source dynatrace --tag DeploymentGroup:Staging --tag DeploymentGroup:Production

Exit code: 0 written, 3 an option that cannot be used or nothing found, 4 the metric source failed.`;

/** `[CONTEXT]key:value`, `key:value` or `key`. */
function addTag(text: string, before: readonly Tag[] = []): readonly Tag[] {
  const [, context, key, value] = /^(?:\[([^\]]+)\])?([^:]+)(?::(.*))?$/.exec(text.trim()) ?? [];
  if (key === undefined)
    throw new InvalidArgumentError(`received "${text}", expected a tag, for example DeploymentGroup:Staging or [AWS]Stage:prod.`);
  return [...before, { context: context ?? 'CONTEXTLESS', key, value: value ?? '' }];
}

/** `unbreakable init`: a first monspec from what is there. */
export const initCommand = (setExitCode: SetExitCode): Command =>
  new Command('init')
    .description('write a first monspec, with comments, from what runs: load balancers, or Dynatrace services by tag')
    .argument('[file]', 'the file to write', 'monspec.json')
    .addOption(new Option('--source <name>', 'where to look').choices(['cloudwatch', 'dynatrace']).default('cloudwatch'))
    .option(
      '--pipeline <name>',
      'take the environments that the stacks describe for this pipeline, those of other accounts, too (cloudwatch only)',
    )
    .option('--tag <tag>', 'tag of the Dynatrace services of one environment, [CONTEXT]key:value; repeat it for each environment', addTag)
    .option('--name <key>', 'key of the service in the monspec', 'my-service')
    .option('--force', 'write over a file that is there')
    .addHelpText('after', examples)
    .action(async (file: string, options: InitOptions) => setExitCode(await tellingSources(async () => run(file, options))));

async function run(file: string, options: InitOptions): Promise<number> {
  if (existsSync(file) && options.force !== true) throw new UserError(`${file} is there already. Name another file, or add --force.`);
  const found = await find(options);
  if (typeof found === 'string') {
    process.stderr.write(`${found}\n`);
    return verdictCodes.source;
  }
  if (found.environments.length === 0 || found.metrics.length === 0)
    throw new UserError(`There are no ${found.from}. Send some requests, check AWS_REGION and AWS_PROFILE, or use --source dynatrace.`);
  const text = checked(monspecText(options.name, found));
  writeFile('init', file, text);
  process.stdout.write(
    `Wrote ${file}: ${found.environments.map(({ name }) => name).join(', ')}. Next: unbreakable evaluate ${file} --comparison ToBefore --last 30m\n`,
  );
  return verdictCodes.pass;
}

/** What there is, or why the source did not say. */
async function find({ source, pipeline, tag = [] }: InitOptions): Promise<Found | string> {
  switch (source) {
    case 'cloudwatch':
      try {
        return await (pipeline === undefined ? findLoadBalancers(cloudWatchClient()) : findDescribed(pipeline, Date.now()));
      } catch (error) {
        if (error instanceof UserError) throw error;
        return `${failureOf(error).detail}.`;
      }
    case 'dynatrace': {
      if (pipeline !== undefined) throw new UserError('--pipeline describes load balancers: leave it out, or --source dynatrace.');
      const config = configuredDynatrace(process.env);
      if (config === undefined) throw new UserError('--source dynatrace needs DYNATRACE_URL. Set it as docs/sources.md describes.');
      if (tag.length === 0) throw new UserError('--source dynatrace needs at least one --tag, for example --tag DeploymentGroup:Staging.');
      return findServices(config, tag, Date.now());
    }
  }
}

/** What is written is read by the gate's own parser first. */
function checked(text: string): string {
  const parsed = parseMonspec(text);
  if (!parsed.ok)
    throw new UserError(
      `No valid monspec comes of this: ${parsed.issues.map(formatIssue).join(' ')} Choose another --name, or name the tags differently.`,
    );
  return text;
}
