/** What a case's history tells, worked out once so that every look costs only what is new. */
import type { Case, LevelMetric, Metric, RateMetric } from './case';
import type { Evaluation } from './evaluation';
import { withGapsAsNaN } from './gaps';
import { evaluateLevel } from './level/judge';
import { levelPastOf } from './level/past';
import { evaluateRate } from './rate/judge';
import { ratePastOf } from './rate/reference';
import type { Terms } from './terms';

export interface PreparedMetric {
  readonly metric: Metric;
  readonly evaluate: (terms: Terms) => Evaluation;
}

export interface Prepared {
  readonly case: Case;
  readonly metrics: readonly PreparedMetric[];
}

const level = (metric: LevelMetric): PreparedMetric => {
  const past = levelPastOf(metric);
  return { metric, evaluate: (terms) => evaluateLevel(metric, past, terms) };
};

const rate = (metric: RateMetric): PreparedMetric => {
  const past = ratePastOf(metric);
  return { metric, evaluate: (terms) => evaluateRate(metric, past, terms) };
};

export const prepare = (it: Case): Prepared => {
  const metrics = it.metrics.map(withGapsAsNaN);
  return {
    case: { ...it, metrics },
    metrics: metrics.map((metric) => (metric.kind === 'level' ? level(metric) : rate(metric))),
  };
};
