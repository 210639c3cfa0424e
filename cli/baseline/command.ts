import { Argument, Command } from 'commander';
import { ValidationsTable } from '../../lambda/aws/validations.client';
import type { Validation } from '../../lambda/gate/validation';
import { exitCodeText } from '../exit-code-text';
import { UserError } from '../errors';
import type { Clients } from '../pipeline/clients';
import { readGate } from '../pipeline/gate';
import { withClients } from '../with-clients';

/** What can be done to a validation. */
export type BaselineAct = 'pin' | 'unpin' | 'invalidate';

const acts: readonly BaselineAct[] = ['pin', 'unpin', 'invalidate'];

/** `unbreakable baseline`: what later builds are compared with, and what never. */
export const baselineCommand = (): Command =>
  new Command('baseline')
    .description('pin a validation that later builds are also held against, unpin it, or keep one out of every history')
    .addArgument(
      new Argument(
        '<act>',
        'pin: it passed, and many small steps away from it shall not go unseen; unpin: no longer; invalidate: never compare with it',
      ).choices(acts),
    )
    .argument('<validation>', 'id of the validation, as reports and notifications show it')
    .addHelpText(
      'after',
      '\nExamples:\n  unbreakable baseline pin "44a985f3-…#Production#b2f33fc6-…"\n  unbreakable baseline invalidate "44a985f3-…#Staging#57027c06-…"' +
        exitCodeText('marked'),
    )
    .action(async (act: BaselineAct, validationId: string) => {
      process.stdout.write(`${await withClients(async (clients) => markBaseline(clients, await tableOf(clients), act, validationId))}\n`);
    });

const tableOf = async (clients: Clients): Promise<string> => (await readGate(clients)).validationsTable;

/**
 * Marks a validation, by one conditional write, and says what follows.
 * @throws UserError where there is no such validation, or it is not one that can be marked so.
 */
export async function markBaseline(
  { dynamodb }: Pick<Clients, 'dynamodb'>,
  table: string,
  act: BaselineAct,
  validationId: string,
): Promise<string> {
  const validations = new ValidationsTable(table, dynamodb);
  const validation = await validations.find(validationId);
  if (validation === undefined)
    throw new UserError(`There is no validation ${JSON.stringify(validationId)}. Copy its id from a report or a notification.`);
  const written = await validations.markBaseline(validationId, act);
  if (written === 'stale') throw new UserError(refusal(validation, act), 1);
  return done(validation, act);
}

const done = ({ release, stage, comparison }: Validation, act: BaselineAct): string => {
  switch (act) {
    case 'pin':
      return `Pinned: gates of ${stage} (${comparison}) also hold builds against what was measured of ${release}. The newest pin counts; this one is kept until it is unpinned.`;
    case 'unpin':
      return `${release} in ${stage} is an ordinary validation again.`;
    case 'invalidate':
      return `No build is compared with ${release} in ${stage} any more.`;
  }
};

const refusal = ({ release, stage, decision, baseline }: Validation, act: BaselineAct): string => {
  switch (act) {
    case 'pin':
      return `${release} in ${stage} cannot be pinned: ${decision === undefined ? 'nothing is decided yet' : `it was decided to ${decision.decision}`}. Pin one that was approved and not rolled back.`;
    case 'unpin':
      return `${release} in ${stage} is ${baseline === 'invalid' ? 'marked invalid' : 'not pinned'}, so there is nothing to unpin.`;
    case 'invalidate':
      return `${release} in ${stage} cannot be marked: nothing is decided yet. Wait for its decision.`;
  }
};
