import type { Evidence } from '../../lambda/gate/evidence';
import { describedEnvironment, measuredFrom, requestsFor } from '../../lambda/gate/looking/requests';
import { measuredWindows } from '../../lambda/gate/looking/windows';
import type { JudgeInput } from '../../lambda/judge/input';
import type { Window } from '../../lambda/judge/series';
import { engineVersion } from '../../lambda/judge/replay';
import type { EnvironmentSpec } from '../../lambda/monspec/monspec';
import type { MetricSource, SeriesAnswer, SeriesRequest, SourceReceipt } from '../../lambda/sources/source';
import { judge } from './judge';
import type { Question } from './question';

/** Both environments of a comparison, with what the stacks say of them. */
export const environmentsOf = ({ service, comparison, described }: Question): readonly EnvironmentSpec[] =>
  [comparison.source, comparison.compare].map((name) => describedEnvironment(service, name, described));

/** Where the windows of a question lie. `deployedAt` ends a baseline before the deployment. */
export const windowsOf = ({ comparison }: Question, candidate: Window, deployedAt: number): JudgeInput['windows'] => measuredWindows(comparison, candidate, deployedAt);

/** What has to be fetched for both windows; outside of a pipeline the compared environment is taken to have run. */
export const requestsOf = (question: Question, windows: JudgeInput['windows']): readonly SeriesRequest[] => requestsFor(question, windows, question.described, true);

/** Nobody asks CodeDeploy here: the candidate is whatever ran in the window. */
const unwatched = { registered: 'not watched', current: 'not watched' };

/** The evidence of one look: what was measured, the verdict on it, and what it cost. It can be replayed. */
export function evidenceOf(question: Question, windows: JudgeInput['windows'], answers: readonly SeriesAnswer[], receipt: SourceReceipt, at: number, look: number): Evidence {
  const { service, comparison, monspecSha256 } = question;
  const input: JudgeInput = { service, comparison, windows, baselineExists: true, deployments: unwatched, measured: measuredFrom(service, answers, true) };
  return { ...input, engine: engineVersion, validationId: `evaluate ${comparison.name}`, look, at, monspecSha256, verdict: judge(input), receipt };
}

/** Measures and judges a window. */
export async function measure(question: Question, candidate: Window, deployedAt: number, source: MetricSource, at: number, look: number): Promise<Evidence> {
  const windows = windowsOf(question, candidate, deployedAt);
  const { answers, receipt } = await source.fetch(requestsOf(question, windows));
  return evidenceOf(question, windows, answers, receipt, at, look);
}
