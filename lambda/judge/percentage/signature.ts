/** Fifth rung: the verdict on one signature. */
import { labelOf, unitOf } from '../../monspec/describe';
import type { Signature } from '../../monspec/monspec';
import type { JudgeInput } from '../input';
import type { SignatureVerdict, SignatureVerdictName } from '../verdict';
import { measure, type Measurement } from './measurement';
import { limitReason, relativeReason, zeroBaselineReason } from './reason';
import { excess, relativeBound, ruleOf, withinLimits, withinRelative, type Bound, type Rule } from './rule';
import { judgeZeroBaseline, negligiblePercent } from './zero-baseline';

/** A signature's verdict, and how far its value is beyond the bound (see `excess`). */
export interface Judged {
  readonly verdict: SignatureVerdict;
  readonly excess: number;
}

type Value = Extract<Measurement, { kind: 'value' }>;

interface Case {
  readonly input: JudgeInput;
  readonly subject: { readonly id: string; readonly label: string; readonly unit: string };
  readonly candidate: Measurement;
  readonly baseline: Measurement;
}

const valueOf = (measurement: Measurement): number | null => (measurement.kind === 'value' ? measurement.value : null);

const conclude = ({ subject, candidate, baseline }: Case, verdict: SignatureVerdictName, reason: string, bound: Bound = {}): Judged => {
  const [value, compared] = [valueOf(candidate), valueOf(baseline)];
  const changePercent = value === null || compared === null || compared === 0 ? null : (100 * (value - compared)) / compared;
  return {
    verdict: { ...subject, verdict, candidate: value, baseline: compared, limit: bound, changePercent, reason },
    excess: value === null ? 0 : excess(value, bound),
  };
};

const unmeasured = (it: Case, environment: string, measurement: Exclude<Measurement, Value>): Judged =>
  conclude(it, 'inconclusive', `${it.subject.label} could not be judged: ${environment} ${measurement.why}.`);

/** A value over which too many points are missing may reject, never approve. */
const unlessGaps = (environment: string, { gaps }: Value, judged: Judged): Judged => {
  if (gaps === undefined || judged.verdict.verdict === 'fail') {
    return judged;
  }
  const { present, expected, needed } = gaps;
  const reason = `${judged.verdict.reason} But ${environment} has only ${present} of ${expected} points, and ${needed} are needed to approve.`;
  return { ...judged, verdict: { ...judged.verdict, verdict: 'inconclusive', reason } };
};

const byLimits = (it: Case, candidate: Value, rule: Extract<Rule, { kind: 'limits' }>): Judged => {
  const { kind: _, ...bound } = rule;
  const verdict = withinLimits(candidate.value, bound) ? 'pass' : 'fail';
  return conclude(it, verdict, limitReason(it.subject, candidate.value, bound), bound);
};

const againstZero = (it: Case, candidate: Value, baseline: Value, rule: Extract<Rule, { kind: 'relative' }>): Judged => {
  const verdict = judgeZeroBaseline(candidate, baseline, { ...rule, unit: it.subject.unit });
  const upper = it.subject.unit === '%' ? negligiblePercent : 0;
  return conclude(it, verdict, zeroBaselineReason(it.subject, candidate.value, verdict), rule.direction === 'upper' ? { upper } : {});
};

const byBaseline = (it: Case, candidate: Value, rule: Extract<Rule, { kind: 'relative' }>): Judged => {
  if (!it.input.baselineExists) {
    return conclude(it, 'info', `${it.subject.label} is not judged: there is no baseline and the signature has no limit.`);
  }
  const { baseline } = it;
  if (baseline.kind !== 'value') {
    return unmeasured(it, `the baseline in ${it.input.comparison.compare}`, baseline);
  }
  if (baseline.value === 0) {
    return againstZero(it, candidate, baseline, rule);
  }
  const bound = relativeBound(baseline.value, rule.direction, rule.percent);
  const verdict = withinRelative(candidate.value, bound) ? 'pass' : 'fail';
  return conclude(it, verdict, relativeReason(it.subject, candidate.value, baseline.value, rule, bound), bound);
};

const caseOf = (input: JudgeInput, signature: Signature): Case => {
  const measured = Object.hasOwn(input.measured, signature.id) ? input.measured[signature.id] : undefined;
  return {
    input,
    subject: { id: signature.id, label: labelOf(signature), unit: unitOf(signature) },
    candidate: measure(signature, measured?.candidate, input.windows.candidate),
    baseline: measure(signature, measured?.baseline, input.windows.baseline),
  };
};

/** Judges one signature by the original's arithmetic; whatever is missing, broken or unknown is inconclusive. */
export const judgeSignature = (input: JudgeInput, signature: Signature): Judged => {
  const it = caseOf(input, signature);
  switch (it.candidate.kind) {
    case 'unsupported':
      return conclude(it, 'info', `${it.subject.label} is not judged: ${it.candidate.why}.`);
    case 'missing':
      return unmeasured(it, input.comparison.source, it.candidate);
    case 'value': {
      const rule = ruleOf(input.comparison, signature);
      const judged = rule.kind === 'limits' ? byLimits(it, it.candidate, rule) : byBaseline(it, it.candidate, rule);
      return judged.verdict.verdict === 'info' ? judged : unlessGaps(input.comparison.source, it.candidate, judged);
    }
  }
};
