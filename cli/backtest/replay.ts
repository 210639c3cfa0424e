/**
 * Replays the gate over the past: each validation with what the gate would have known by then.
 *
 *   replays → windows, with those of earlier days → fetched a day at a time, so that calls are shared → judged in order
 */
import type { HistoryPair } from '../../lambda/judge/input';
import { added } from '../../lambda/sources/merged-receipt';
import type { MetricSource, SeriesAnswer, SourceReceipt } from '../../lambda/sources/source';
import type { Evaluation } from '../evaluate/evaluation';
import type { Troubles } from '../../lambda/gate/looking/history/untroubled';
import { answersOf, historyWindows, judged, pairOfDay, requestsOf, tagged, windowsOf } from '../evaluate/measure';
import type { Question } from '../evaluate/question';
import { quietOf } from '../evaluate/quiet-days';
import { chunks } from '../chunks';
import type { Deployments } from './deployments';
import { historySpecOf, isDisturbed, Past } from './past';
import type { Replay } from './replays';

type Windows = HistoryPair['windows'];

/** Replays that are fetched together. */
const together = 24;

/** What is needed for one replay. */
interface Planned {
  readonly replay: Replay;
  readonly windows: Windows;
  readonly earlier: readonly Windows[];
}

interface Answered {
  readonly answers: readonly SeriesAnswer[];
  readonly receipt: SourceReceipt;
}

interface Replayed {
  readonly evaluations: readonly Evaluation[];
  readonly receipt: SourceReceipt;
}

/** What is replayed, and what is known of the time before. */
export interface Known {
  readonly replays: readonly Replay[];
  readonly deployments: Deployments;
  /** What was deployed in the time of earlier days, where the environments' deployments can be asked for. */
  readonly troubles: Troubles;
}

const daysOf = (question: Question, windows: Windows): readonly Windows[] =>
  historySpecOf(question) === undefined ? [] : historyWindows(question, windows);

/** The windows of all earlier days that the replays may ask for. */
export const allDays = (question: Question, replays: readonly Replay[]): readonly Windows[] =>
  replays.flatMap(({ candidate, deployedAt }) => daysOf(question, windowsOf(question, candidate, deployedAt)));

function planned(question: Question, replay: Replay, { deployments, troubles }: Known): Planned {
  const windows = windowsOf(question, replay.candidate, replay.deployedAt);
  const days = 'why' in troubles ? [] : quietOf(daysOf(question, windows), troubles);
  return { replay, windows, earlier: days.filter(({ candidate, baseline }) => !isDisturbed([candidate, baseline], deployments)) };
}

const prefixOf = (replay: number, set: number): string => `${replay}/${set}|`;

async function fetchSome(question: Question, some: readonly Planned[], source: MetricSource): Promise<Answered> {
  const requests = some.flatMap(({ windows, earlier }, replay) =>
    [windows, ...earlier].flatMap((one, set) => tagged(requestsOf(question, one), prefixOf(replay, set))),
  );
  return source.fetch(requests);
}

/** Judges one replay as the last look of its gate would have. */
function judgeOne(
  question: Question,
  { windows, earlier }: Planned,
  { answers, receipt }: Answered,
  past: Past,
  at: number,
): Evaluation {
  const ofDays = earlier.map((one, index) => pairOfDay(question, one, answersOf(answers, `${index + 1}|`)));
  const fetched = { windows, history: past.historyFor(windows, ofDays), answers: answersOf(answers, '0|'), receipt };
  const windowSeconds = (windows.candidate.end - windows.candidate.start) / 1000;
  return judged(question, fetched, { windowSeconds, final: true, extension: 'none' }, at);
}

/** Replays everything, oldest first. `onProgress` is told how many are done. */
export async function replayAll(
  question: Question,
  known: Known,
  source: MetricSource,
  now: number,
  onProgress: (done: number) => void,
): Promise<Replayed> {
  const past = new Past(historySpecOf(question));
  const [evaluations, receipts]: [Evaluation[], SourceReceipt[]] = [[], []];
  for (const some of chunks(known.replays, together)) {
    const plans = some.map((replay) => planned(question, replay, known));
    const { answers, receipt } = await fetchSome(question, plans, source);
    for (const [index, plan] of plans.entries()) {
      const evaluation = judgeOne(question, plan, { answers: answersOf(answers, `${index}/`), receipt }, past, now);
      past.learn(plan.replay.name, evaluation);
      evaluations.push(evaluation);
    }
    receipts.push(receipt);
    onProgress(evaluations.length);
  }
  return { evaluations, receipt: added(receipts) };
}
