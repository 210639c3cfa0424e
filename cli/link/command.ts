import { Command } from 'commander';
import { exitCodeText } from '../exit-code-text';
import { connect, disconnect } from '../pipeline/clients';
import { readGate } from '../pipeline/gate';
import { signedLink } from '../pipeline/report-link';
import { defaultPipeline } from '../pipeline/default-pipeline';

/** `unbreakable link`: prints a signed link to the report. */
export const linkCommand = (): Command =>
  new Command('link')
    .description('print a link to the report that opens for seven days: the builds of a pipeline, or one validation')
    .argument('[pipeline]', 'name of the pipeline', defaultPipeline)
    .option('--validation <id>', 'the validation to show instead (executionId#stage#attempt)')
    .addHelpText(
      'after',
      '\nExamples:\n  unbreakable link\n  unbreakable link my-pipeline\n  AWS_PROFILE=prod unbreakable link --validation "1234…#Production#5678…"' +
        exitCodeText('printed'),
    )
    .action(async (pipeline: string, { validation }: { validation?: string }) => {
      const clients = connect({});
      try {
        const target =
          validation === undefined ? { page: 'pipeline' as const, id: pipeline } : { page: 'validation' as const, id: validation };
        process.stdout.write(`${await signedLink(clients, await readGate(clients), target, Date.now())}\n`);
      } finally {
        disconnect(clients);
      }
    });
