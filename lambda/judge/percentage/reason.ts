/** The sentences that explain a verdict: label, numbers, units, and what would help. */
import { exactly, quantities, roughly } from '../format';
import type { VerdictName } from '../verdict';
import type { Bound, Rule } from './rule';
import { withinLimits } from './rule';

/** What a sentence is about. */
export interface Subject {
  readonly label: string;
  readonly unit: string;
}

const limitNames = ({ upper, lower }: Bound, unit: string, candidate: number): { value: string; upper: string; lower: string } => {
  const [value, shownUpper, shownLower] = quantities(unit, candidate, upper ?? candidate, lower ?? candidate);
  return { value, upper: shownUpper, lower: shownLower };
};

/** Why a value keeps or breaks its absolute limits. */
export const limitReason = ({ label, unit }: Subject, candidate: number, bound: Bound): string => {
  const { value, upper, lower } = limitNames(bound, unit, candidate);
  if (bound.upper !== undefined && !withinLimits(candidate, { upper: bound.upper })) {
    return `${label} ${value} is not below its limit of ${upper}.`;
  }
  if (bound.lower !== undefined && !withinLimits(candidate, { lower: bound.lower })) {
    return `${label} ${value} is not above its limit of ${lower}.`;
  }
  if (bound.upper !== undefined && bound.lower !== undefined) {
    return `${label} ${value} is between its limits of ${lower} and ${upper}.`;
  }
  return bound.upper === undefined
    ? `${label} ${value} is above its limit of ${lower}.`
    : `${label} ${value} is below its limit of ${upper}.`;
};

const position = (candidate: number, baseline: number, shown: string): string => {
  if (candidate === baseline) {
    return `equals the baseline ${shown}`;
  }
  const change = (100 * (candidate - baseline)) / baseline;
  return `is ${roughly(Math.abs(change))} % ${change > 0 ? 'above' : 'below'} the baseline ${shown}`;
};

/** Why a value keeps or breaks the margin around its baseline. */
export const relativeReason = (
  { label, unit }: Subject,
  candidate: number,
  baseline: number,
  rule: Extract<Rule, { kind: 'relative' }>,
  bound: Bound,
): string => {
  const [value, shown, edge] = quantities(unit, candidate, baseline, bound.upper ?? bound.lower ?? baseline);
  const sign = rule.direction === 'upper' ? '+' : '−';
  return `${label} ${value} ${position(candidate, baseline, shown)}; allowed ${sign}${exactly(rule.percent)} % (${edge}).`;
};

/** Why a candidate next to a baseline of zero got its verdict. */
export const zeroBaselineReason = ({ label, unit }: Subject, candidate: number, verdict: VerdictName): string => {
  const [value] = quantities(unit, candidate);
  switch (verdict) {
    case 'pass':
      return `${label} is ${value}, as is the baseline.`;
    case 'warning':
      return `${label} ${value} is small, but the baseline is 0; give the signature an upperlimit to decide by.`;
    case 'fail':
      return `${label} ${value} is more than chance explains where the baseline is 0.`;
    case 'inconclusive':
      return `${label} ${value} cannot be judged by a percentage of a baseline of 0; give the signature a limit.`;
  }
};
