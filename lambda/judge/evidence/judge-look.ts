/** One look at a case: every metric judged, the error budget split among them, and the total. */
import type { Case, Metric } from './case';
import type { Finding } from './finding';
import { judgeLevel } from './level/judge';
import type { Look } from './look';
import { judgeRate } from './rate/judge';
import { tailsOf } from './tails';
import type { Terms } from './terms';
import { totalOf, type Judged, type Total } from './total';
import { trafficOf } from './traffic';

export interface LookResult extends Total {
  readonly judged: readonly Judged[];
}

const judgeMetric = (metric: Metric, terms: Terms): Finding => (metric.kind === 'level' ? judgeLevel(metric, terms) : judgeRate(metric, terms));

const failed = (judged: readonly Judged[]): number => judged.filter(({ metric, finding }) => metric.role !== 'info' && finding.verdict === 'fail').length;

/**
 * Holm's procedure: after a rejection the others share what is left of the budget among fewer. It changes no total,
 * but names every metric that is proven bad.
 */
const withFewerSharers = (judged: readonly Judged[], termsFor: (sharers: number) => Terms, sharers: number): readonly Judged[] => {
  const left = sharers - failed(judged);
  if (left === sharers || left < 1) {
    return judged;
  }
  const again = judged.map((one) => (one.finding.verdict === 'inconclusive' ? { ...one, finding: judgeMetric(one.metric, termsFor(left)) } : one));
  return failed(again) > failed(judged) ? withFewerSharers(again, termsFor, sharers) : again;
};

/** Judges what a look shows of a case. */
export const judgeLook = (it: Case, look: Look): LookResult => {
  const traffic = trafficOf(it, look);
  const sharers = Math.max(1, it.metrics.filter(({ role }) => role !== 'info').length);
  const termsFor = (among: number): Terms => ({ look, policy: it.policy, tails: tailsOf(it.policy, look, among), traffic });
  const terms = termsFor(sharers);
  const first = it.metrics.map((metric) => ({ metric, finding: judgeMetric(metric, terms) }));
  const judged = withFewerSharers(first, termsFor, sharers);
  return { ...totalOf(judged, it), judged };
};
