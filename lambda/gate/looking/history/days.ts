/** Earlier pairs measured now: the same windows on earlier days. */
import type { HistoryPair, JudgeInput } from '../../../judge/input';
import type { Window } from '../../../judge/series';
import type { MetricSource } from '../../../sources/source';
import { measuredFrom, requestsFor } from '../requests';
import type { Subject } from '../subject';
import { isDisturbed } from './disturbed';

const day = 86_400_000;

const earlier = ({ start, end }: Window, days: number): Window => ({ start: start - days * day, end: end - days * day });

/** The time that the windows of so many earlier days lie in. @param windows whole ones, the same for every look */
export const spanOfDays = (days: number, { candidate, baseline }: JudgeInput['windows']): Window => ({
  start: Math.min(candidate.start, baseline.start) - days * day,
  end: Math.max(candidate.end, baseline.end) - day,
});

const nameOf = (days: number): string => (days === 1 ? '1 day earlier' : `${days} days earlier`);

/**
 * Fetches the pairs of earlier days on which nothing happened; `left` counts those that are out.
 * @param disturbed spans in which something was deployed, rejected or rolled back.
 */
export const pairsOfDays = async (
  days: number,
  subject: Subject,
  windows: JudgeInput['windows'],
  disturbed: readonly Window[],
  source: MetricSource,
): Promise<{ readonly pairs: readonly HistoryPair[]; readonly left: number }> => {
  const wanted = Array.from({ length: days }, (_, index) => ({
    from: nameOf(index + 1),
    windows: { candidate: earlier(windows.candidate, index + 1), baseline: earlier(windows.baseline, index + 1) },
  }));
  const quiet = wanted.filter((one) => !isDisturbed([one.windows.candidate, one.windows.baseline], disturbed));
  const requests = quiet.flatMap((one, index) =>
    requestsFor(subject, one.windows, subject.described, true).map((request) => ({ ...request, id: `${index}|${request.id}` })),
  );
  const { answers } = requests.length === 0 ? { answers: [] } : await source.fetch(requests);
  const pairs = quiet.map((one, index) => {
    const prefix = `${index}|`;
    const own = answers.filter(({ id }) => id.startsWith(prefix)).map(({ id, outcome }) => ({ id: id.slice(prefix.length), outcome }));
    return { ...one, measured: measuredFrom(subject.service, own, true) };
  });
  return { pairs, left: wanted.length - quiet.length };
};
