/**
 * One evaluation, from the options to the evidence.
 *
 *   monspec → window → sources → measure (and look again with --wait) → evidence
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Evidence } from '../../lambda/gate/evidence';
import type { Timing } from '../../lambda/gate/validation';
import type { Window } from '../../lambda/judge/series';
import type { MetricSource } from '../../lambda/sources/source';
import { defaultSources } from '../sources/default-sources';
import { openSources } from '../sources/open-sources';
import { instantAt } from '../window/instant';
import { windowOf } from '../window/window';
import { describedEnvironments } from './described';
import { environmentsOf, measure } from './measure';
import type { EvaluateOptions } from './options';
import { closing } from './outcome';
import type { Progress } from './progress';
import { readQuestion, type Question } from './question';
import { lookUntilDecided } from './wait';

/** Opens the sources that were named, or those of the monspec. */
export const sourceOf = (question: Question, { source }: Pick<EvaluateOptions, 'source'>): MetricSource =>
  openSources(source ?? defaultSources(environmentsOf(question), process.env), process.env);

const timingOf = (candidate: Window, { every, delay }: EvaluateOptions): Timing => ({
  candidate,
  lookEverySeconds: every / 1000,
  ingestionDelaySeconds: delay / 1000,
  extendSeconds: 0,
  extended: false,
});

const clock = (at: number): string => new Date(at).toISOString().slice(11, 19);

/** Evaluates. @throws UserError for what the person at the keyboard can mend. */
export async function evaluate(file: string, options: EvaluateOptions, progress: Progress): Promise<Evidence> {
  const now = Date.now();
  const candidate = windowOf(options, now);
  const question = readQuestion(file, options.comparison, options.service, await describedEnvironments(options.pipeline));
  const source = sourceOf(question, options);
  const deployedAt = options.deployed === undefined ? candidate.start : instantAt(options.deployed, now);
  const look = async (window: Window, number: number): Promise<Evidence> => {
    progress.say(`Fetching ${question.service.signatures.length} signatures of two windows from ${source.name}`);
    return measure(question, window, deployedAt, source, Date.now(), number);
  };
  if (!options.wait) return look(candidate, 1);
  return lookUntilDecided(timingOf(candidate, options), {
    now: () => Date.now(),
    sleep: async (milliseconds) => sleep(milliseconds),
    measure: look,
    onLook(evidence, nextAt) {
      if (nextAt === undefined) return;
      progress.end();
      process.stderr.write(`${clock(evidence.at)}  so far: ${closing(evidence)} Next look ${clock(nextAt)} UTC.\n`);
    },
  });
}
