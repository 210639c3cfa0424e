/** The PromQL that answers a request, or why none can. */
import type { SeriesOutcome } from '../../judge/series';
import type { MetricReference } from '../../monspec/metric';
import { mappingOf, type PrometheusMapping } from '../../monspec/metrics';
import type { Aggregate } from '../../monspec/monspec';
import { sourceKeyOf } from '../../monspec/source-key';
import type { SeriesRequest } from '../source';
import { counted, gauge, histogramAverage, histogramQuantile, rawQuery, requestsOf, type Matchers } from './promql';

export type NoSeries = Exclude<SeriesOutcome, { kind: 'series' }>;

/** Queries whose answers become a series. */
export type QueryPlan =
  | { readonly kind: 'level'; readonly value: string; readonly scale: number; readonly weights?: string }
  /** A count per minute; silence is zero where there were requests. */
  | { readonly kind: 'count'; readonly value: string; readonly zeroWhere: string }
  | { readonly kind: 'rate'; readonly numerator: string; readonly denominator: string };

export type Plan = QueryPlan | { readonly kind: 'answered'; readonly outcome: NoSeries };

/** What a query needs besides its metric. */
export interface Setting {
  readonly matchers: Matchers;
  /** Seconds over which a rate is taken. */
  readonly rangeSeconds: number;
}

const answered = (kind: NoSeries['kind'], detail: string): Plan => ({ kind: 'answered', outcome: { kind, detail } });

const unsupported = (what: string): Plan => answered('unsupported', `Prometheus does not have ${what}`);

const quantileOf = (aggregate: Aggregate): number | undefined => {
  if (aggregate === 'median') {
    return 0.5;
  }
  // 99.9 / 100 is 0.9990000000000001; nobody wants to read that in a query.
  return aggregate.startsWith('p') ? Number((Number(aggregate.slice(1)) / 100).toPrecision(6)) : undefined;
};

const planHistogram = (
  { metric, scale }: Extract<PrometheusMapping, { kind: 'histogram' }>,
  aggregate: Aggregate,
  setting: Setting,
): Plan => {
  const weights = requestsOf(metric, setting);
  const quantile = quantileOf(aggregate);
  if (quantile !== undefined) {
    return { kind: 'level', value: histogramQuantile(quantile, metric, setting), scale, weights };
  }
  return aggregate === 'avg'
    ? { kind: 'level', value: histogramAverage(metric, setting), scale, weights }
    : unsupported(
        `the ${aggregate} of ${metric}: a histogram keeps neither the smallest nor the greatest value; use a percentile such as p99`,
      );
};

const planMapping = (key: string, aggregate: Aggregate, setting: Setting): Plan => {
  const mapping = mappingOf(key)?.prometheus ?? 'unsupported';
  if (mapping === 'unsupported') {
    return unsupported(key);
  }
  switch (mapping.kind) {
    case 'histogram':
      return planHistogram(mapping, aggregate, setting);
    case 'rate':
      return { kind: 'rate', numerator: counted(mapping.numerator, setting), denominator: counted(mapping.denominator, setting) };
    case 'counter': {
      const requests = mapping.metric.replace(/\{.*\}$/, '');
      const value = counted(mapping.metric, setting);
      return requests === mapping.metric
        ? { kind: 'level', value, scale: 1 }
        : { kind: 'count', value, zeroWhere: counted(requests, setting) };
    }
    case 'gauge':
      return { kind: 'level', value: gauge(mapping.metric, aggregate, setting), scale: mapping.scale };
  }
};

const planRate = ({ numerator, denominator }: Extract<MetricReference, { kind: 'rate' }>, setting: Setting): Plan => {
  const [over, under] = [mappingOf(numerator)?.prometheus, mappingOf(denominator)?.prometheus];
  return typeof over === 'object' && over.kind === 'counter' && typeof under === 'object' && under.kind === 'counter'
    ? { kind: 'rate', numerator: counted(over.metric, setting), denominator: counted(under.metric, setting) }
    : unsupported(`the counts ${numerator} and ${denominator}`);
};

const planKey = (key: string, aggregate: Aggregate, setting: Setting): Plan => {
  const sourceKey = sourceKeyOf(key);
  if (sourceKey === undefined) {
    return planMapping(key, aggregate, setting);
  }
  return sourceKey.source === 'prometheus'
    ? { kind: 'level', value: rawQuery(sourceKey.query, aggregate, setting), scale: 1 }
    : unsupported(`the metric ${key} of ${sourceKey.source}`);
};

const planMetric = ({ metric, aggregate }: SeriesRequest['signature'], setting: Setting): Plan => {
  switch (metric.kind) {
    case 'timeseries':
      return planKey(metric.key, aggregate, setting);
    case 'smartscape':
      return unsupported(`the smartscape relationship ${metric.relation}`);
    case 'rate':
      return planRate(metric, setting);
    case 'cloudwatch':
      return unsupported('metrics of CloudWatch');
  }
};

/** Plans one request. A method is a route (`http_route`). An environment without labels would be every target, so it is none. */
export const planRequest = ({ signature, environment }: SeriesRequest, rangeSeconds: number): Plan => {
  const labels = environment.prometheus?.labels ?? {};
  const matchers = { ...labels, ...(signature.method === undefined ? {} : { http_route: signature.method }) };
  const plan = planMetric(signature, { matchers, rangeSeconds });
  return plan.kind !== 'answered' && Object.keys(labels).length === 0
    ? answered('no-entity', `the environment ${environment.name} has no Prometheus labels; add "prometheus": { "labels": { … } } to it`)
    : plan;
};

/** Every query of a plan. */
export const queriesOf = (plan: Plan): readonly string[] => {
  switch (plan.kind) {
    case 'level':
      return plan.weights === undefined ? [plan.value] : [plan.value, plan.weights];
    case 'count':
      return [plan.value, plan.zeroWhere];
    case 'rate':
      return [plan.numerator, plan.denominator];
    case 'answered':
      return [];
  }
};
