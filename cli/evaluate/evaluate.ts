/**
 * One evaluation, from the options to the evaluation.
 *
 *   monspec → window → sources → measure (and look again with --wait) → judge
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { histories } from '../../lambda/aws/accounts/deployments';
import type { Evaluation } from './evaluation';
import { keptTimes } from '../../lambda/gate/looking/history/kept-times';
import type { Timing } from '../../lambda/gate/validation';
import type { Window } from '../../lambda/judge/series';
import type { MetricSource } from '../../lambda/sources/source';
import { ensureAccess } from '../accounts/read-role';
import { defaultSources } from '../sources/default-sources';
import { openSources } from '../sources/open-sources';
import { instantAt } from '../window/instant';
import { windowOf } from '../window/window';
import { describedEnvironments } from './described';
import { environmentsOf, fetchWindows, judged, windowsOf } from './measure';
import type { EvaluateOptions } from './options';
import { closing } from './outcome';
import type { Progress } from './progress';
import { readQuestion, type Question } from './question';
import { lookUntilDecided, type Looking } from './wait';

/** Opens the sources that were named, or those of the monspec. @throws UserError, too, where an account does not let the caller in */
export async function sourceOf(question: Question, { source }: Pick<EvaluateOptions, 'source'>): Promise<MetricSource> {
  const choices = source ?? defaultSources(environmentsOf(question), process.env);
  if (choices.some(({ kind }) => kind === 'cloudwatch')) await ensureAccess(accountsOf(question));
  return openSources(choices, process.env);
}

const accountsOf = ({ comparison, described }: Question) =>
  [comparison.source, comparison.compare].map((name) => described.environments[name]?.deployment.account);

const timingOf = (candidate: Window, { every, delay }: EvaluateOptions): Timing => ({
  candidate,
  lookEverySeconds: every / 1000,
  ingestionDelaySeconds: delay / 1000,
  extendSeconds: 0,
  extended: false,
});

const clock = (at: number): string => new Date(at).toISOString().slice(11, 19);

/** Evaluates. @throws UserError for what the person at the keyboard can mend. */
export async function evaluate(file: string, options: EvaluateOptions, progress: Progress): Promise<Evaluation> {
  const now = Date.now();
  const candidate = windowOf(options, now);
  const question = readQuestion(file, options.comparison, options.service, await describedEnvironments(options.pipeline));
  const source = await sourceOf(question, options);
  const times = keptTimes(histories(), Date.now);
  const deployedAt = options.deployed === undefined ? candidate.start : instantAt(options.deployed, now);
  const windowSeconds = (candidate.end - candidate.start) / 1000;
  const look = async (window: Window, final: boolean): Promise<Evaluation> => {
    progress.say(`Fetching ${question.service.signatures.length} signatures from ${source.name}`);
    const fetched = await fetchWindows(question, windowsOf(question, window, deployedAt), { source, times });
    return judged(question, fetched, { windowSeconds, final, extension: 'none' }, Date.now());
  };
  return options.wait ? lookUntilDecided(timingOf(candidate, options), looking(look, progress)) : look(candidate, true);
}

const looking = (measure: Looking['measure'], progress: Progress): Looking => ({
  now: () => Date.now(),
  sleep: async (milliseconds) => {
    progress.say('Waiting for the next look');
    await sleep(milliseconds);
  },
  measure,
  onLook(evaluation, nextAt) {
    if (nextAt === undefined) return;
    progress.clear();
    process.stderr.write(`${clock(evaluation.at)}  so far: ${closing(evaluation)} Next look ${clock(nextAt)} UTC.\n`);
  },
});
