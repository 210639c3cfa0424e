import { ruleNameOf } from '../../lambda/judge/judge';
import { kindOf, windowStatisticOf } from '../../lambda/monspec/describe';
import type { SeriesOutcome } from '../../lambda/judge/series';
import type { Signature } from '../../lambda/monspec/monspec';
import type { Evaluation } from './evaluation';

/**
 * Whether a verdict stands before the window is over. Under the evidence rule a failure is proven whenever it falls, and a
 * pass where the monspec lets one fall early. Under the percentage rule only a failure of a value that can but get worse
 * is: a maximum above its upper limit, a minimum below its lower one, a total above its limit.
 */
export function isProven(evaluation: Evaluation): boolean {
  const { verdict } = evaluation.verdict;
  if (ruleNameOf(evaluation.service) === 'percentage') return onlyWorse(evaluation);
  return verdict === 'fail' || (evaluation.service.earlyApproval === true && (verdict === 'pass' || verdict === 'warning'));
}

function onlyWorse({ service, verdict, measured }: Evaluation): boolean {
  return verdict.signatures.some((one) => {
    const signature = service.signatures.find(({ id }) => id === one.id);
    return one.verdict === 'fail' && signature !== undefined && onlyWorsens(signature, one.candidate, totalOf(measured[one.id]?.candidate));
  });
}

function onlyWorsens(signature: Signature, value: number | null, total: number): boolean {
  const { upperLimit, lowerLimit } = signature;
  switch (windowStatisticOf(kindOf(signature.metric), signature.aggregate)) {
    case 'max':
      return value !== null && upperLimit !== undefined && value >= upperLimit;
    case 'min':
      return value !== null && lowerLimit !== undefined && value <= lowerLimit;
    case 'total':
      return upperLimit !== undefined && total >= upperLimit;
    case 'mean':
    case 'median':
      return false;
  }
}

/** What was counted so far; lost periods count nothing. */
const totalOf = (outcome: SeriesOutcome | undefined): number =>
  outcome?.kind === 'series' && outcome.series.kind === 'level'
    ? outcome.series.values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
    : 0;
