/**
 * The percentage rule: the original's comparison of two windows, without its ways to approve by accident.
 *
 *   series → points → value of the window → measurement → rule → verdict on a signature → verdict on the comparison
 */
import type { JudgeInput } from '../input';
import type { SignatureVerdictName, Verdict, VerdictName } from '../verdict';
import { judgeSignature, type Judged } from './signature';

const having = (judged: readonly Judged[], verdict: SignatureVerdictName): Judged[] =>
  judged.filter((one) => one.verdict.verdict === verdict).sort((a, b) => b.excess - a.excess);

const reasonsOf = (judged: readonly Judged[]): string[] => judged.map((one) => one.verdict.reason);

/** Any fail fails; else any doubt is inconclusive; signatures that only inform can never pass anything. */
const overall = (judged: readonly Judged[]): VerdictName => {
  const order: readonly VerdictName[] = ['fail', 'inconclusive', 'warning', 'pass'];
  return order.find((verdict) => having(judged, verdict).length > 0) ?? 'inconclusive';
};

const undecided = (judged: readonly Judged[]): string[] => {
  const info = having(judged, 'info');
  return info.length === 0 ? [] : [`Not judged (info): ${info.map((one) => one.verdict.label).join(', ')}.`];
};

const remarks = (input: JudgeInput, judged: readonly Judged[]): string[] => [
  ...(input.baselineExists ? [] : [`No baseline: limits only, since ${input.comparison.compare} ran nothing to compare with.`]),
  ...undecided(judged),
];

const headline = (verdict: VerdictName, judged: readonly Judged[]): string[] => {
  const deciding = judged.length - having(judged, 'info').length;
  if (deciding === 0) {
    return ['No signature could be judged, so nothing is proven.'];
  }
  if (verdict !== 'pass') {
    return [];
  }
  return [deciding === 1 ? 'The one judged signature keeps its bound.' : `All ${deciding} judged signatures keep their bounds.`];
};

const concludes = (input: JudgeInput, judged: readonly Judged[]): Omit<Verdict, 'signatures'> => {
  const verdict = overall(judged);
  const deciding = reasonsOf(having(judged, verdict));
  return { verdict, reasons: [...headline(verdict, judged), ...deciding, ...remarks(input, judged)] };
};

/** A window in which the build was replaced measures two builds; it proves nothing about either. */
const disturbed = ({ deployments, comparison }: JudgeInput): Omit<Verdict, 'signatures'> => ({
  verdict: 'inconclusive',
  reasons: [
    `Deployment ${deployments.current} replaced ${deployments.registered} in ${comparison.source} during the window, so it measures two builds.`,
  ],
});

/** Judges a comparison. Pure: the same input gives the same verdict, byte for byte. */
export const judgePercentage = (input: JudgeInput): Verdict => {
  const judged = input.service.signatures.map((signature) => judgeSignature(input, signature));
  const isDisturbed = input.deployments.registered !== input.deployments.current;
  return { ...(isDisturbed ? disturbed(input) : concludes(input, judged)), signatures: judged.map((one) => one.verdict) };
};
