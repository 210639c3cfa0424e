/**
 * Keptn v1's evaluation: criteria relative to the last passing evaluations, half a point for a warning, a total in
 * percent. Re-implemented from its documented semantics.
 */
import type { Case, Metric } from '../../../lambda/judge/evidence/case';
import { meanOf, minutesOf, pointsOf, type Rule } from './outcome';

export type Aggregate = 'avg' | 'p50' | 'p90' | 'p95';

const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = share * (sorted.length + 1);
  const below = Math.min(sorted.length, Math.max(1, Math.floor(rank)));
  const above = Math.min(sorted.length, below + 1);
  const [low, high] = [sorted[below - 1] ?? 0, sorted[above - 1] ?? 0];
  return rank <= 1 ? low : low + (Math.min(rank, sorted.length) - below) * (high - low);
};

const aggregateOf = (values: readonly number[], by: Aggregate): number =>
  by === 'avg' ? meanOf(values) : percentile(values, Number(by.slice(1)) / 100);

const pattern = /^(<=|>=|<|>|=)([+-]?)(\d+(?:\.\d+)?)(%?)$/;

const holds = (value: number, operator: string, target: number): boolean => {
  switch (operator) {
    case '<':
      return value < target;
    case '<=':
      return value <= target;
    case '>':
      return value > target;
    case '>=':
      return value >= target;
    default:
      return value === target;
  }
};

/** Whether a value meets a criterion such as `<=+10%` or `<500`; true where it is relative and nothing is known to compare with. */
export const meets = (value: number, criterion: string, previous: readonly number[], by: Aggregate = 'avg'): boolean => {
  const [, operator = '', sign = '', number = '', percent = ''] = pattern.exec(criterion) ?? [];
  const by1 = Number(number);
  if (sign === '' && percent === '') {
    return holds(value, operator, by1);
  }
  if (previous.length === 0) {
    return true;
  }
  const base = aggregateOf(previous, by);
  const change = (sign === '-' ? -1 : 1) * (percent === '%' ? (base * by1) / 100 : by1);
  return holds(value, operator, base + change);
};

const compared = 3;

/** Full marks within the margin, half within twice the margin. */
const marks = (metric: Metric): number => {
  const value = meanOf(pointsOf(metric, 'candidate'));
  const previous = metric.history.slice(0, compared).map((pair) => meanOf(pointsOf({ ...metric, ...pair } as Metric, 'candidate')));
  const share = metric.allowedPercent ?? 0;
  const [operator, sign] = metric.direction === 'upper' ? ['<=', '+'] : ['>=', '-'];
  if (meets(value, `${operator}${sign}${share}%`, previous)) {
    return 1;
  }
  return meets(value, `${operator}${sign}${Math.min(100, 2 * share)}%`, previous) ? 0.5 : 0;
};

/** Default totals of Keptn's documentation: pass from 90 %, warning from 75 %. */
const totals = { pass: 0.9, warning: 0.75 } as const;

const judge = (it: Case): ReturnType<Rule['judge']> => {
  const score = meanOf(it.metrics.map(marks));
  return { verdict: score >= totals.pass ? 'pass' : score >= totals.warning ? 'inconclusive' : 'fail', minutes: minutesOf(it) };
};

export const keptnRule: Rule = { name: 'Keptn relative (3 previous)', judge };
