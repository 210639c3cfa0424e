import { describedEnvironment, measuredFrom, requestsFor } from '../../lambda/gate/looking/requests';
import { measuredWindows } from '../../lambda/gate/looking/windows';
import type { DeploymentTimes } from '../../lambda/gate/ports/deployments';
import type { History, HistoryPair, JudgeInput, LookPlan } from '../../lambda/judge/input';
import { judge } from '../../lambda/judge/judge';
import type { Window } from '../../lambda/judge/series';
import type { EnvironmentSpec } from '../../lambda/monspec/monspec';
import type { MetricSource, SeriesAnswer, SeriesRequest, SourceReceipt } from '../../lambda/sources/source';
import type { Evaluation } from './evaluation';
import type { Question } from './question';
import { quietDays, type QuietDays } from './quiet-days';

type Windows = JudgeInput['windows'];

const day = 86_400_000;

/** Both environments of a comparison, with what the stacks say of them. */
export const environmentsOf = ({ service, comparison, described }: Question): readonly EnvironmentSpec[] =>
  [comparison.source, comparison.compare].map((name) => describedEnvironment(service, name, described));

/** Where the windows of a question lie. `deployedAt` ends a baseline before the deployment. */
export const windowsOf = ({ comparison }: Question, candidate: Window, deployedAt: number): Windows =>
  measuredWindows(comparison, candidate, deployedAt);

/** What has to be fetched for both windows; outside of a pipeline the compared environment is taken to have run. */
export const requestsOf = (question: Question, windows: Windows): readonly SeriesRequest[] =>
  requestsFor(question, windows, question.described, true);

const moved = ({ start, end }: Window, by: number): Window => ({ start: start - by, end: end - by });

/** The same windows on earlier days, where the comparison asks for them: there is no record of validations here. */
export const historyWindows = ({ comparison: { history } }: Question, { candidate, baseline }: Windows): readonly Windows[] =>
  Array.from({ length: history?.kind === 'days' ? history.days : 0 }, (_, index) => {
    const by = (index + 1) * day;
    return { candidate: moved(candidate, by), baseline: moved(baseline, by) };
  });

/** Requests whose ids carry a prefix, so that several sets can be fetched together. */
export const tagged = (requests: readonly SeriesRequest[], prefix: string): SeriesRequest[] =>
  requests.map((request) => ({ ...request, id: `${prefix}${request.id}` }));

/** The answers of one such set, under their own ids. */
export const answersOf = (answers: readonly SeriesAnswer[], prefix: string): SeriesAnswer[] =>
  answers.flatMap(({ id, outcome }) => (id.startsWith(prefix) ? [{ id: id.slice(prefix.length), outcome }] : []));

const prefixOf = (index: number): string => `${index}|`;

const noRecord =
  'Without a pipeline there are no earlier validations to learn the usual variation from; "history": { "days": 7 } in the comparison takes earlier days.';

/** What was measured in windows of earlier days. */
export const pairOfDay = (question: Question, windows: Windows, answers: readonly SeriesAnswer[]): HistoryPair => ({
  from: new Date(windows.candidate.start).toISOString().slice(0, 10),
  windows,
  measured: measuredFrom(question.service, answers, true),
});

const historyOf = (question: Question, { quiet, notes }: QuietDays, answers: readonly SeriesAnswer[]): History => ({
  pairs: quiet.map((windows, index) => pairOfDay(question, windows, answersOf(answers, prefixOf(index + 1)))),
  notes: question.comparison.history?.kind === 'days' ? notes : [noRecord],
});

/** Everything that was fetched for one look. */
export interface Fetched {
  readonly windows: Windows;
  readonly history: History;
  readonly answers: readonly SeriesAnswer[];
  readonly receipt: SourceReceipt;
}

/** Nobody asks CodeDeploy here: the candidate is whatever ran in the window. */
const unwatched = { registered: 'not watched', current: 'not watched' };

/** Judges what was fetched. */
export function judged(question: Question, { windows, history, answers, receipt }: Fetched, plan: LookPlan, at: number): Evaluation {
  const { service, comparison, file, monspecSha256 } = question;
  const measured = measuredFrom(service, answers, true);
  const input: JudgeInput = { service, comparison, windows, baselineExists: true, deployments: unwatched, measured, history, plan };
  return { ...input, ...judge(input), at, monspec: { file, sha256: monspecSha256 }, receipt };
}

/** Where the data of an evaluation comes from. */
export interface Sources {
  readonly source: MetricSource;
  readonly times: DeploymentTimes;
}

/** Fetches both windows and the history together. */
export async function fetchWindows(question: Question, windows: Windows, { source, times }: Sources): Promise<Fetched> {
  const days = await quietDays(question, historyWindows(question, windows), times);
  const requests = [windows, ...days.quiet].flatMap((one, index) => tagged(requestsOf(question, one), prefixOf(index)));
  const { answers, receipt } = await source.fetch(requests);
  return { windows, history: historyOf(question, days, answers), answers: answersOf(answers, prefixOf(0)), receipt };
}
