/** What a signature must keep, in the words of the evidence rule. */
import { labelOf, unitOf } from '../../../monspec/describe';
import type { Comparison, Signature } from '../../../monspec/monspec';
import { allowedPercent } from '../../percentage/rule';
import type { Metric } from '../case';

/** A metric without its data. */
export type Objective = Omit<Metric, 'kind' | 'candidate' | 'baseline' | 'history'>;

const hasLimits = ({ upperLimit, lowerLimit }: Signature): boolean => upperLimit !== undefined || lowerLimit !== undefined;

/** Absolute limits replace the comparison with the baseline, as in the original. */
const marginOf = (comparison: Comparison, signature: Signature): Partial<Objective> =>
  hasLimits(signature) ? {} : { allowedPercent: allowedPercent(comparison, signature) };

const optional = <Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Value };

export const objectiveOf = (comparison: Comparison, signature: Signature): Objective => ({
  id: signature.id,
  label: labelOf(signature),
  unit: unitOf(signature),
  direction: signature.direction,
  role: signature.role ?? 'guard',
  ...marginOf(comparison, signature),
  ...optional('allowedPoints', signature.allowedPoints),
  ...optional('warningPercent', signature.warningPercent),
  ...optional('upperLimit', signature.upperLimit),
  ...optional('lowerLimit', signature.lowerLimit),
  ...optional('weight', signature.weight),
  ...optional('key', signature.key),
  ...optional('concurrent', comparison.concurrent),
});
