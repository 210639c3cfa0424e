/** Cases for tests: quiet deterministic series with a wave of a few percent, so that nothing is constant by accident. */
import {
  defaultPolicy,
  type Case,
  type LevelMetric,
  type Metric,
  type Pair,
  type Policy,
  type RateMetric,
} from '../../../lambda/judge/evidence/case';
import { judgeCase, type CaseVerdict, type MetricVerdict } from '../../../lambda/judge/evidence/judge-case';

type Values = readonly (number | null)[];

const fraction = (x: number): number => x - Math.floor(x);

/** `level` with a deterministic scatter of ± `scatter`; another `phase` gives another scatter. */
export const wave = (level: number, length = 30, scatter = 0.1, phase = 0): number[] =>
  Array.from(
    { length },
    (_, index) => level * (1 + scatter * (2 * fraction(Math.sin((index + 1) * 12.9898 + phase * 78.233) * 43_758.5453) - 1)),
  );

export const data = (values: Values, periodSeconds = 60): LevelMetric['candidate'] => ({ periodSeconds, values });

export const counts = (numerator: Values, denominator: Values | number = 120): RateMetric['candidate'] => ({
  periodSeconds: 60,
  numerator,
  denominator: typeof denominator === 'number' ? numerator.map(() => denominator) : denominator,
});

export const level = (candidate: Values, baseline: Values, more: Partial<LevelMetric> = {}): LevelMetric => ({
  kind: 'level',
  id: 'latency',
  label: 'Response time',
  unit: 'ms',
  direction: 'upper',
  role: 'guard',
  allowedPercent: 15,
  candidate: data(candidate),
  baseline: data(baseline),
  history: [],
  ...more,
});

export const rate = (
  candidate: RateMetric['candidate'],
  baseline: RateMetric['candidate'],
  more: Partial<RateMetric> = {},
): RateMetric => ({
  kind: 'rate',
  id: 'failures',
  label: 'Failure rate',
  direction: 'upper',
  role: 'guard',
  allowedPercent: 50,
  candidate,
  baseline,
  history: [],
  ...more,
});

/** Earlier pairs whose candidate is `ratio` times the baseline, give or take `scatter`. */
export const pairs = (count: number, ratio = 1, scatter = 0.04, base = 100): Pair<LevelMetric['candidate']>[] =>
  Array.from({ length: count }, (_, index) => ({
    candidate: data(wave(base * ratio * (1 + scatter * Math.sin(index * 2.7)), 30, 0.1, index + 10)),
    baseline: data(wave(base, 30, 0.1, index + 50)),
  }));

export const steady = (value: number, length = 30): number[] => Array.from({ length }, () => value);

export const caseOf = (metrics: readonly Metric[], policy: Partial<Policy> = {}): Case => ({
  id: 'test',
  policy: { ...defaultPolicy, ...policy },
  metrics,
});

export const judged = (metrics: readonly Metric[], policy: Partial<Policy> = {}): CaseVerdict => judgeCase(caseOf(metrics, policy));

export const judgedOne = (metric: Metric, policy: Partial<Policy> = {}): MetricVerdict => judged([metric], policy).metrics[0]!;
