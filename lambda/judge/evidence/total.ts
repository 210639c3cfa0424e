/** Fifth rung: from the metrics to the gate. */
import type { Case, Metric, Policy } from './case';
import type { Finding } from './finding';
import type { VerdictName } from '../verdict';

export interface Judged {
  readonly metric: Metric;
  readonly finding: Finding;
}

export interface Total {
  readonly verdict: VerdictName;
  /** Percent of the weights that passed, warnings counting half; null where nothing may decide. */
  readonly score: number | null;
}

const deciding = (judged: readonly Judged[]): Judged[] => judged.filter(({ metric }) => metric.role !== 'info');

const credit = ({ verdict }: Finding): number => (verdict === 'pass' ? 1 : verdict === 'warning' ? 0.5 : 0);

const scoreOf = (judged: readonly Judged[]): number | null => {
  const weights = judged.reduce((sum, { metric }) => sum + (metric.weight ?? 1), 0);
  return weights === 0
    ? null
    : (100 * judged.reduce((sum, { metric, finding }) => sum + (metric.weight ?? 1) * credit(finding), 0)) / weights;
};

/** A watched metric must only not be proven bad, so that its doubts do not count. */
const blocks = ({ metric, finding }: Judged): boolean => finding.verdict === 'inconclusive' && metric.role === 'guard';

const plain = (judged: readonly Judged[]): VerdictName => {
  if (judged.some(({ finding }) => finding.verdict === 'fail')) {
    return 'fail';
  }
  if (judged.some(blocks) || !judged.some(({ metric, finding }) => metric.role === 'guard' && finding.verdict !== 'inconclusive')) {
    return 'inconclusive';
  }
  return judged.some(({ finding }) => finding.verdict === 'warning') ? 'warning' : 'pass';
};

/** What the total would be if every doubt were resolved for the build. */
const atBest = (judged: readonly Judged[]): Judged[] =>
  judged.map(({ metric, finding }) => ({
    metric,
    finding: finding.verdict === 'inconclusive' ? { ...finding, verdict: 'pass' as const } : finding,
  }));

const byScore = (judged: readonly Judged[], { pass, warning }: NonNullable<Policy['score']>): VerdictName => {
  if (judged.some(({ metric, finding }) => metric.key === true && finding.verdict === 'fail') || (scoreOf(atBest(judged)) ?? 0) < warning) {
    return 'fail';
  }
  if (judged.some(blocks)) {
    return 'inconclusive';
  }
  const score = scoreOf(judged) ?? 0;
  return score >= pass ? 'pass' : score >= warning ? 'warning' : 'fail';
};

/**
 * Any proven regression fails; else any doubt about a guard is inconclusive. Metrics that only inform never decide, and
 * a gate on which nothing could be judged is inconclusive. With a score policy, the weighted total decides instead.
 */
export const totalOf = (judged: readonly Judged[], { policy }: Pick<Case, 'policy'>): Total => {
  const votes = deciding(judged);
  const score = scoreOf(votes);
  if (votes.length === 0) {
    return { verdict: 'inconclusive', score: null };
  }
  return { verdict: policy.score === undefined || score === null ? plain(votes) : byScore(votes, policy.score), score };
};
