import type { Evidence } from '../../lambda/gate/evidence';
import { kindOf, windowStatisticOf } from '../../lambda/monspec/describe';
import type { Signature } from '../../lambda/monspec/monspec';

/**
 * Whether a failure is proven before the window is over: the value can only get worse, and it is beyond a fixed limit
 * already. That is so for a maximum above an upper limit, a minimum below a lower one, and a total above its limit.
 */
export function isProven({ service, verdict, measured }: Evidence): boolean {
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
const totalOf = (outcome: Evidence['measured'][string]['candidate'] | undefined): number =>
  outcome?.kind === 'series' && outcome.series.kind === 'level' ? outcome.series.values.reduce<number>((sum, value) => sum + (value ?? 0), 0) : 0;
