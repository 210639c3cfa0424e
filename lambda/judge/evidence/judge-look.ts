/** One look at a case: every metric evaluated, the error budget split among them, and the total. */
import type { Look } from './look';
import type { Prepared } from './prepare';
import { simes } from './tails';
import type { Terms } from './terms';
import { totalOf, type Judged, type Total } from './total';
import { trafficOf } from './traffic';

export interface LookResult extends Total {
  readonly judged: readonly Judged[];
}

const termsOf = ({ case: it, metrics }: Prepared, look: Look): Terms => {
  const sharers = Math.max(1, metrics.filter(({ metric }) => metric.role !== 'info').length);
  const approve = it.policy.approveEarly ? it.policy.falseApprovals / look.approvals : it.policy.falseApprovals;
  return { look, policy: it.policy, reject: look.levels / sharers, approve, traffic: trafficOf(it, look) };
};

/** Judges what a look shows of a case. */
export const judgeLook = (prepared: Prepared, look: Look): LookResult => {
  const terms = termsOf(prepared, look);
  const evaluated = prepared.metrics.map(({ metric, evaluate }) => ({ metric, evaluation: evaluate(terms) }));
  const threshold = simes(evaluated.flatMap(({ metric, evaluation }) => (metric.role === 'info' ? [] : [evaluation.chance])));
  const judged = evaluated.map(({ metric, evaluation }) => ({
    metric,
    finding: evaluation.conclude(evaluation.chance <= threshold ? 'fail' : evaluation.otherwise),
  }));
  return { ...totalOf(judged, prepared.case), judged };
};
