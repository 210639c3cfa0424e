/**
 * Replays the gate over the past: the same windows, judged as if a deployment had been validated at each of these times.
 *
 *   instants → windows → fetched a day at a time, so that calls are shared → judged one by one
 */
import type { Window } from '../../lambda/judge/series';
import { added } from '../../lambda/sources/merged-receipt';
import type { MetricSource, SeriesAnswer, SeriesRequest, SourceReceipt } from '../../lambda/sources/source';
import type { Evaluation } from '../evaluate/evaluation';
import { judged, requestsOf, windowsOf, type Fetched } from '../evaluate/measure';
import type { Question } from '../evaluate/question';

const minute = 60_000;

/** Replays that are fetched together. */
const together = 24;

/** Windows that end at every step of the past, the oldest first, on whole minutes. */
export function replayWindows(
  options: { readonly since: number; readonly every: number; readonly window: number },
  now: number,
): readonly Window[] {
  const end = Math.floor((now - 5 * minute) / minute) * minute;
  const count = Math.max(1, Math.floor((options.since - options.window) / options.every) + 1);
  return Array.from({ length: count }, (_, index) => end - (count - 1 - index) * options.every).map((at) => ({
    start: at - options.window,
    end: at,
  }));
}

const chunks = <Item>(items: readonly Item[], size: number): (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

interface Replayed {
  readonly evaluations: readonly Evaluation[];
  readonly receipt: SourceReceipt;
}

const noHistory = { pairs: [], notes: [] };

const ownAnswers = (answers: readonly SeriesAnswer[], prefix: string): SeriesAnswer[] =>
  answers.flatMap(({ id, outcome }) => (id.startsWith(prefix) ? [{ id: id.slice(prefix.length), outcome }] : []));

async function replaySome(question: Question, candidates: readonly Window[], source: MetricSource, at: number): Promise<Replayed> {
  const windows = candidates.map((candidate) => windowsOf(question, candidate, candidate.start));
  const requests = windows.flatMap((pair, index) =>
    requestsOf(question, pair).map((request): SeriesRequest => ({ ...request, id: `${index}|${request.id}` })),
  );
  const { answers, receipt } = await source.fetch(requests);
  const evaluations = windows.map((pair, index) => {
    const fetched: Fetched = { windows: pair, history: noHistory, answers: ownAnswers(answers, `${index}|`), receipt };
    return judged(
      question,
      fetched,
      { windowSeconds: (pair.candidate.end - pair.candidate.start) / 1000, final: true, extension: 'none' },
      at,
    );
  });
  return { evaluations, receipt };
}

/** Replays every window. `onProgress` is told how many are done. */
export async function replayAll(
  question: Question,
  candidates: readonly Window[],
  source: MetricSource,
  now: number,
  onProgress: (done: number) => void,
): Promise<Replayed> {
  const parts: Replayed[] = [];
  let done = 0;
  for (const some of chunks(candidates, together)) {
    parts.push(await replaySome(question, some, source, now));
    done += some.length;
    onProgress(done);
  }
  return { evaluations: parts.flatMap(({ evaluations }) => evaluations), receipt: added(parts.map(({ receipt }) => receipt)) };
}
