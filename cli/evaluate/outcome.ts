import type { Evaluation } from './evaluation';
import type { NoSeriesKind } from '../../lambda/judge/series';
import type { VerdictName } from '../../lambda/judge/verdict';

/** Exit codes of a verdict: scripts tell a bad build (1), an open question (2) and a broken source (4) apart. */
export const verdictCodes = { pass: 0, warning: 0, fail: 1, inconclusive: 2, usage: 3, source: 4 } as const;

const broken: readonly NoSeriesKind[] = ['partial', 'throttled', 'unauthorised', 'unreachable', 'bad-query'];

/** What sources said that keeps them from being trusted, one sentence each. */
export function sourceErrors({ measured }: Evaluation): readonly string[] {
  const details = Object.values(measured).flatMap(({ candidate, baseline }) =>
    [candidate, baseline].flatMap((one) => (one.kind !== 'series' && broken.includes(one.kind) ? [one.detail] : [])),
  );
  return [...new Set(details)];
}

/** The exit code. A source error is one only where it left the question open: a proven failure stays a failure. */
export function exitCodeOf(evaluation: Evaluation): number {
  const { verdict } = evaluation.verdict;
  return verdict === 'inconclusive' && sourceErrors(evaluation).length > 0 ? verdictCodes.source : verdictCodes[verdict];
}

const words: Readonly<Record<VerdictName, string>> = {
  pass: 'Pass',
  warning: 'Pass with warnings',
  fail: 'Fail',
  inconclusive: 'Inconclusive',
};

/** The closing sentence: the verdict and why. */
export function closing(evaluation: Evaluation): string {
  const { verdict, reasons } = evaluation.verdict;
  const [error] = sourceErrors(evaluation);
  const why =
    verdict === 'inconclusive' && error !== undefined ? `a metric source failed: ${error}` : (reasons[0] ?? 'the judge gave no reason');
  const name = `${evaluation.comparison.source} against ${evaluation.comparison.compare}`;
  return `${words[verdict]}: ${name}: ${why}${/[.!?]$/.test(why) ? '' : '.'}`;
}
