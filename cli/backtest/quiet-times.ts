/** What was deployed on the earlier days that replays compare with, beside what is replayed. */
import { histories } from '../../lambda/aws/accounts/deployments';
import { destinationsOf, type Troubles } from '../../lambda/gate/looking/history/untroubled';
import type { DeploymentTimes } from '../../lambda/gate/ports/deployments';
import { deployedIn, unaskedNotes } from '../evaluate/quiet-days';
import type { Question } from '../evaluate/question';
import type { BacktestOptions } from './options';
import { allDays } from './replay';
import type { Replay } from './replays';

export interface QuietTimes {
  readonly troubles: Troubles;
  readonly notes: readonly string[];
}

/** Asks once for the deployments in the time of all replays; asks nobody where no replay compares with days. */
export async function quietTimes(
  question: Question,
  { codedeploy, deployments }: Pick<BacktestOptions, 'codedeploy' | 'deployments'>,
  replays: readonly Replay[],
  times: DeploymentTimes = histories(),
): Promise<QuietTimes> {
  const days = allDays(question, replays);
  if (days.length === 0) return { troubles: { spans: [] }, notes: [] };
  const group = codedeploy === undefined ? [] : [{ kind: 'server' as const, ...codedeploy }];
  const troubles = await deployedIn(days, [...destinationsOf(question), ...group], times);
  if ('why' in troubles) return { troubles, notes: [`No earlier day is compared with, as ${troubles.why}`] };
  return { troubles, notes: group.length > 0 || deployments !== undefined ? [] : unaskedNotes(question) };
}
