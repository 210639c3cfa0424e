import { Command, Option } from 'commander';
import { behaveLike, knownBuilds } from '../../sample/builds';
import { bundleSample } from '../../sample/bundle';
import { parseBuilds, parseLike } from '../rehearse/options';

const shipped = knownBuilds.map(({ build }) => build);

/** `unbreakable bundle`: builds what the pipeline deploys. */
export const bundleCommand = (): Command =>
  new Command('bundle')
    .description('build the bundles of the sample application, its load test and its monspec')
    .addOption(new Option('--builds <list>', 'builds to bundle').argParser(parseBuilds).default(shipped, shipped.join(',')))
    .addOption(
      new Option('--like <pairs>', 'let builds behave like others, for example 7=4').argParser(parseLike).default({}, 'as shipped'),
    )
    .option('--out <dir>', 'folder for the files; made where it is missing', 'dist')
    .addHelpText(
      'after',
      '\nExamples:\n  unbreakable bundle\n  unbreakable bundle --builds 3 --out /tmp/release\n  unbreakable bundle --builds 7 --like 7=4\n\nIt prints a path a line. Exit code: 0 bundled, 3 an option that cannot be used.',
    )
    .action(async ({ builds, like, out }: { builds: readonly number[]; like: Readonly<Record<number, number>>; out: string }) => {
      const bundle = await bundleSample({ builds, outDir: out, behaviourOf: behaveLike(like) });
      const files = [...bundle.applications.map(({ file }) => file), bundle.tests, bundle.monspec];
      process.stdout.write(`${files.join('\n')}\n`);
    });
