import { Command } from 'commander';
import { exitCodeText } from '../exit-code-text';
import type { Clients } from '../pipeline/clients';
import { defaultPipeline } from '../pipeline/default-pipeline';
import { asReason, closeTransition, lockableStages, readTransitions } from '../pipeline/transitions';
import { UserError } from '../errors';
import { withClients } from '../with-clients';

interface LockOptions {
  readonly reason: string;
  readonly stage?: string;
}

/** `unbreakable lock`: keeps builds out of production until a person unlocks it. */
export const lockCommand = (): Command =>
  new Command('lock')
    .description('let no build into production until somebody runs unlock; what runs there stays')
    .argument('[pipeline]', 'name of the pipeline', defaultPipeline)
    .requiredOption('--reason <text>', 'why, for those who meet the lock in the console of CodePipeline')
    .option('--stage <name>', 'the stage to lock; without it every environment that rolls back (production)')
    .addHelpText(
      'after',
      '\nExamples:\n  unbreakable lock --reason "Database migration until 17:00 UTC"\n  AWS_PROFILE=prod unbreakable lock my-pipeline --stage Production --reason "Incident 4711"' +
        exitCodeText('locked'),
    )
    .action(async (pipeline: string, options: LockOptions) => {
      process.stdout.write(`${(await withClients((clients) => lock(clients, pipeline, options))).join('\n')}\n`);
    });

/**
 * Locks the stages and says so, a sentence a stage. A lock that is there already stays with its own reason.
 * @throws UserError for a reason without a letter or digit, an unknown pipeline or stage.
 */
export async function lock(clients: Clients, pipeline: string, { reason, stage }: LockOptions): Promise<readonly string[]> {
  const shown = asReason(reason);
  if (!/[a-zA-Z0-9]/.test(shown))
    throw new UserError('--reason: received no letter or digit. Say in a few words why nothing may go to production.');
  const told: string[] = [];
  for (const transition of await readTransitions(clients, pipeline, await lockableStages(clients, pipeline, stage))) {
    if (transition.open) await closeTransition(clients, pipeline, transition.stage, shown);
    told.push(
      transition.open
        ? `Locked: no build enters ${transition.stage}. The console shows: ${shown}`
        : `${transition.stage} was locked already, by ${transition.by}: ${transition.reason}`,
    );
  }
  return [...told, `Lift it with: unbreakable unlock ${pipeline}${stage === undefined ? '' : ` --stage ${stage}`}`];
}
