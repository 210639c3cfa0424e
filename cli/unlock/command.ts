import { Command } from 'commander';
import { exitCodeText } from '../exit-code-text';
import type { Clients } from '../pipeline/clients';
import { defaultPipeline } from '../pipeline/default-pipeline';
import { lockableStages, openTransition, readTransitions, type Transition } from '../pipeline/transitions';
import { withClients } from '../with-clients';

/** `unbreakable unlock`: lets builds into production again. Only a person does this. */
export const unlockCommand = (): Command =>
  new Command('unlock')
    .description('let builds into production again, after a rollback or a lock; the newest build that waits enters at once')
    .argument('[pipeline]', 'name of the pipeline', defaultPipeline)
    .option('--stage <name>', 'the stage to unlock; without it every environment that rolls back (production)')
    .addHelpText(
      'after',
      '\nExamples:\n  unbreakable unlock\n  AWS_PROFILE=prod unbreakable unlock my-pipeline --stage Production' + exitCodeText('unlocked'),
    )
    .action(async (pipeline: string, { stage }: { stage?: string }) => {
      process.stdout.write(`${(await withClients((clients) => unlock(clients, pipeline, stage))).join('\n')}\n`);
    });

/**
 * Unlocks the stages and says so, a sentence a stage.
 * @throws UserError for an unknown pipeline or stage.
 */
export async function unlock(clients: Clients, pipeline: string, stage: string | undefined): Promise<readonly string[]> {
  const transitions = await readTransitions(clients, pipeline, await lockableStages(clients, pipeline, stage));
  for (const transition of transitions) {
    if (!transition.open) await openTransition(clients, pipeline, transition.stage);
  }
  return transitions.map(sentence);
}

const sentence = (transition: Transition): string =>
  transition.open
    ? `${transition.stage} was not locked.`
    : `Unlocked: builds enter ${transition.stage} again. It was locked by ${transition.by}${transition.at === undefined ? '' : ` at ${new Date(transition.at).toISOString()}`}: ${transition.reason}`;
