/**
 * The evidence rule on a gate's input: margin and proof.
 *
 *   signatures and series → metrics of a case → one look, with its part of the error budget → findings → total, reasons
 */
import type { ServiceSpec } from '../../monspec/monspec';
import type { JudgeInput } from '../input';
import type { Verdict, VerdictName } from '../verdict';
import { defaultPolicy, type Case, type Metric, type Policy } from './case';
import { gateLook } from './input/look';
import { anchoredMetric, metricOf } from './input/metric';
import { judgePlainly, signatureVerdict } from './input/part';
import { reasonsOf } from './input/reasons';
import { judgeLook } from './judge-look';
import { prepare } from './prepare';
import { totalOf, type Judged } from './total';

/** How sure a service's gate has to be, defaults applied. */
export const policyOf = ({ falseRejects, falseApprovals, proof, earlyApproval, score }: ServiceSpec): Policy => ({
  ...defaultPolicy,
  ...(falseRejects === undefined ? {} : { falseRejects }),
  ...(falseApprovals === undefined ? {} : { falseApprovals }),
  ...(proof === undefined ? {} : { proof }),
  ...(earlyApproval === undefined ? {} : { approveEarly: earlyApproval }),
  ...(score === undefined ? {} : { score }),
});

const judgeModelled = (input: JudgeInput, policy: Policy, metrics: readonly Metric[]): readonly Judged[] => {
  const it: Case = { id: input.comparison.name, policy, metrics };
  const { start, end } = input.windows.candidate;
  const period = metrics.length === 0 ? 0 : Math.min(...metrics.map(({ candidate }) => candidate.periodSeconds));
  return judgeLook(prepare(it), gateLook(policy.falseRejects, (end - start) / 1000, input.plan, period)).judged;
};

/** Before the end, a low score is proven only if it stays low however the doubts are resolved. */
const provenTotal = (verdict: VerdictName, judged: readonly Judged[], policy: Policy, input: JudgeInput): VerdictName => {
  if (verdict !== 'fail' || input.plan?.final !== false) {
    return verdict;
  }
  const atBest = judged.map(({ metric, finding }) => ({
    metric,
    finding: finding.verdict === 'inconclusive' ? { ...finding, verdict: 'pass' as const } : finding,
  }));
  return totalOf(atBest, { policy }).verdict === 'fail' ? 'fail' : 'inconclusive';
};

/** A window in which the build was replaced measures two builds; it proves nothing about either. */
const disturbed = ({ deployments, comparison }: JudgeInput): string =>
  `Deployment ${deployments.current} replaced ${deployments.registered} in ${comparison.source} during the window, so it measures two builds.`;

/** Judges a comparison by margin and evidence. Pure: the same input gives the same verdict, byte for byte. */
export const judgeEvidence = (input: JudgeInput): Verdict => {
  const { signatures } = input.service;
  const policy = policyOf(input.service);
  const parts = signatures.map((signature) => ({ signature, metric: metricOf(input, signature) }));
  const anchored = parts.flatMap(({ signature, metric }) => (metric === undefined ? [] : (anchoredMetric(input, signature, metric) ?? [])));
  const modelled = judgeModelled(input, policy, [...parts.flatMap(({ metric }) => metric ?? []), ...anchored]);
  const byId = new Map(modelled.map((one) => [one.metric.id, one]));
  const own = parts.map(({ signature }) => byId.get(signature.id) ?? judgePlainly(input, signature));
  const judged = [...own, ...anchored.flatMap(({ id }) => byId.get(id) ?? [])];
  const total = totalOf(judged, { policy });
  const verdict = provenTotal(total.verdict, judged, policy, input);
  const replaced = input.deployments.registered !== input.deployments.current;
  return {
    verdict: replaced ? 'inconclusive' : verdict,
    reasons: replaced ? [disturbed(input)] : reasonsOf(input, verdict, total.score, policy, judged),
    signatures: judged.map((one) =>
      signatureVerdict(
        input,
        one,
        signatures.find(({ id }) => id === one.metric.id),
      ),
    ),
    ...(policy.score === undefined || total.score === null ? {} : { score: total.score }),
  };
};
