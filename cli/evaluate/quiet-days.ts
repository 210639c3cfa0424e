/** Earlier days in which nothing was deployed, as far as somebody can be asked: history, as the gate has it. */
import { disturbances, isDisturbed } from '../../lambda/gate/looking/history/disturbed';
import { deploymentsIn, destinationsOf, unknownOf, type Troubles } from '../../lambda/gate/looking/history/untroubled';
import type { DeploymentTimes } from '../../lambda/gate/ports/deployments';
import type { Destination } from '../../lambda/contract/destination';
import type { JudgeInput } from '../../lambda/judge/input';
import type { Question } from './question';

type Windows = JudgeInput['windows'];

export interface QuietDays {
  readonly quiet: readonly Windows[];
  /** What was left out or could not be asked, one sentence each. */
  readonly notes: readonly string[];
}

/** What was deployed to these destinations in the time of some windows. */
export function deployedIn(windows: readonly Windows[], destinations: readonly Destination[], times: DeploymentTimes): Promise<Troubles> {
  const all = windows.flatMap(({ candidate, baseline }) => [candidate, baseline]);
  if (all.length === 0 || destinations.length === 0) return Promise.resolve({ spans: [] });
  const span = {
    start: all.reduce((least, { start }) => Math.min(least, start), Infinity),
    end: all.reduce((most, { end }) => Math.max(most, end), -Infinity),
  };
  return deploymentsIn(destinations, span, times);
}

/** Says of whom nobody knows what was deployed there. */
export function unaskedNotes(question: Question): readonly string[] {
  const names = unknownOf(question);
  return names.length === 0
    ? []
    : [`Nobody can say what was deployed to ${names.join(' and ')}, so such days are not left out; --pipeline NAME says whom to ask.`];
}

const leftNote = (left: number, all: number): readonly string[] =>
  left === 0 ? [] : [`${left} of ${all} earlier days are left out, since something was deployed then.`];

/** Windows without a deployment in or shortly before them. */
export const quietOf = (windows: readonly Windows[], { spans }: Extract<Troubles, { readonly spans: unknown }>): readonly Windows[] => {
  const disturbed = disturbances([], spans);
  return windows.filter(({ candidate, baseline }) => !isDisturbed([candidate, baseline], disturbed));
};

/** Leaves out the days on which something was deployed; all of them where nobody can say. */
export async function quietDays(question: Question, earlier: readonly Windows[], times: DeploymentTimes): Promise<QuietDays> {
  if (earlier.length === 0) return { quiet: [], notes: [] };
  const troubles = await deployedIn(earlier, destinationsOf(question), times);
  if ('why' in troubles) return { quiet: [], notes: [`None of ${earlier.length} earlier days is compared with, as ${troubles.why}`] };
  const quiet = quietOf(earlier, troubles);
  return { quiet, notes: [...leftNote(earlier.length - quiet.length, earlier.length), ...unaskedNotes(question)] };
}
