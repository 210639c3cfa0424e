/** Plans what only CloudWatch knows: any namespace, metric math, Metrics Insights, alarms and error budgets. */
import { windowStatisticOf, kindOf } from '../../monspec/describe';
import type { CloudWatchMetric, CloudWatchStatistic } from '../../monspec/cloudwatch-metric';
import { fill, fillRecord, obstacle, type Values } from './fill';
import { minute, periodFor } from './period';
import type { NoSeries, Plan, Target } from './plan';
import type { Query, Statistic } from './query';
import { isCount, statisticOf, weightable } from './statistic';

type Own<Kind extends CloudWatchMetric['kind']> = Extract<CloudWatchMetric, { kind: Kind }>;

const bad = (kind: NoSeries['kind'], detail: string): Plan => ({ kind: 'answered', outcome: { kind, detail } });

const statisticIn = (own: CloudWatchStatistic, { signature, dimensions }: Target, values: Values): Statistic => ({
  namespace: fill(own.namespace, values),
  metric: own.metric,
  statistic: own.statistic ?? statisticOf(signature.aggregate),
  dimensions: own.dimensions === undefined ? dimensions : fillRecord(own.dimensions, values),
});

/** Sums are per minute whatever the period, unless the total of the window is wanted. */
const perMinute = (query: Query, target: Target): number => {
  const total = windowStatisticOf(kindOf(target.signature.metric), target.signature.aggregate) === 'total';
  return query.kind === 'statistic' && isCount(query.statistic) && !total ? minute / query.periodSeconds : 1;
};

const planStatistic = (own: Own<'statistic'>, target: Target, values: Values): Plan => {
  const periodSeconds = periodFor(target.window, target.now, own.periodSeconds);
  const value: Query = { kind: 'statistic', periodSeconds, ...statisticIn(own, target, values) };
  const weights = weightable(value.statistic) ? { weights: { ...value, statistic: 'SampleCount' } } : {};
  return { kind: 'level', value, scale: own.scale * perMinute(value, target), ...weights };
};

const planExpression = (own: Own<'expression'>, target: Target, values: Values): Plan => {
  const metrics = Object.fromEntries(Object.entries(own.metrics).map(([id, one]) => [id, statisticIn(one, target, values)]));
  const periodSeconds = periodFor(target.window, target.now, own.periodSeconds);
  return {
    kind: 'level',
    value: { kind: 'expression', periodSeconds, expression: fill(own.expression, values), metrics },
    scale: own.scale,
  };
};

/** Every text of a metric that may hold placeholders. */
const textsOf = (own: CloudWatchMetric): readonly string[] => {
  const where = (one: CloudWatchStatistic): string[] => [one.namespace, ...Object.values(one.dimensions ?? {})];
  switch (own.kind) {
    case 'statistic':
      return where(own);
    case 'expression':
      return [own.expression, ...Object.values(own.metrics).flatMap(where)];
    case 'alarms':
      return own.names;
    case 'slo':
      return [own.slo];
  }
};

/** Plans one signature that names CloudWatch itself. */
export const planOwn = (own: CloudWatchMetric, target: Target): Plan => {
  const values: Values = { environment: target.environment.name, ...target.dimensions };
  const [problem] = textsOf(own).flatMap((text) => obstacle(text, values) ?? []);
  if (problem !== undefined) {
    return bad('bad-query', `In the environment ${target.environment.name} ${problem}`);
  }
  switch (own.kind) {
    case 'statistic':
      return planStatistic(own, target, values);
    case 'expression':
      return planExpression(own, target, values);
    case 'alarms':
      return { kind: 'alarms', names: own.names.map((name) => fill(name, values)) };
    case 'slo':
      return { kind: 'slo', slo: fill(own.slo, values) };
  }
};
