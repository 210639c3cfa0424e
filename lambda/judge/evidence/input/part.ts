/** One signature on its way through the evidence rule, and how it comes out. */
import type { Signature } from '../../../monspec/monspec';
import type { HistoryPair, JudgeInput } from '../../input';
import { judgeSignature } from '../../percentage/signature';
import { measure } from '../../percentage/measurement';
import type { SignatureVerdict } from '../../verdict';
import type { Metric } from '../case';
import type { Finding } from '../finding';
import { limitsOf } from '../limits';
import type { Judged } from '../total';
import { objectiveOf } from './objective';

/** A signature that has no model: the verdict of the percentage rule, which before the end of the window never fails. */
export const judgePlainly = (input: JudgeInput, signature: Signature): Judged => {
  const { verdict, excess } = judgeSignature(input, signature);
  const early = input.plan?.final === false && verdict.verdict !== 'info';
  const { candidate, baseline, changePercent, reason } = verdict;
  const limit = verdict.limit.upper ?? verdict.limit.lower ?? null;
  const metric: Metric = {
    ...objectiveOf(input.comparison, signature),
    ...(verdict.verdict === 'info' ? { role: 'info' } : {}),
    kind: 'level',
    candidate: { periodSeconds: 60, values: [] },
    baseline: { periodSeconds: 60, values: [] },
    history: [],
  };
  return {
    metric,
    finding: {
      verdict: early ? 'inconclusive' : verdict.verdict,
      candidate,
      baseline,
      limit,
      changePercent,
      intervalPercent: null,
      excess,
      reason,
    },
  };
};

/** Change in percent of one earlier pair; undefined where a side is missing or zero. */
const changeOf = (signature: Signature, { measured, windows }: HistoryPair): number | undefined => {
  const outcomes = Object.hasOwn(measured, signature.id) ? measured[signature.id] : undefined;
  const [candidate, baseline] = [
    measure(signature, outcomes?.candidate, windows.candidate),
    measure(signature, outcomes?.baseline, windows.baseline),
  ];
  return candidate.kind !== 'value' || baseline.kind !== 'value' || baseline.value === 0
    ? undefined
    : (100 * (candidate.value - baseline.value)) / baseline.value;
};

/** How the same comparison varied at earlier times, for graphs. */
const bandOf = (input: JudgeInput, signature: Signature): Pick<SignatureVerdict, 'historyPercent'> => {
  const changes = (input.history?.pairs ?? []).flatMap((pair) => changeOf(signature, pair) ?? []);
  return changes.length === 0 ? {} : { historyPercent: [Math.min(...changes), Math.max(...changes)] };
};

const limitIn = (metric: Metric, { limit }: Finding): SignatureVerdict['limit'] => {
  const own = limitsOf(metric);
  if (own !== undefined || limit === null) {
    return own ?? {};
  }
  return metric.direction === 'upper' ? { upper: limit } : { lower: limit };
};

/** @param signature absent for what is measured against a pinned validation. */
export const signatureVerdict = (input: JudgeInput, { metric, finding }: Judged, signature: Signature | undefined): SignatureVerdict => {
  const { candidate, baseline, changePercent, intervalPercent, reason } = finding;
  const informs = metric.role === 'info';
  return {
    id: metric.id,
    label: metric.label ?? metric.id,
    unit: metric.unit ?? '',
    verdict: informs ? 'info' : finding.verdict,
    candidate,
    baseline,
    limit: limitIn(metric, finding),
    changePercent,
    ...(intervalPercent === null ? {} : { intervalPercent }),
    ...(signature === undefined ? {} : bandOf(input, signature)),
    reason,
  };
};
