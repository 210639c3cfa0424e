/** What Dynatrace is asked for one request, or why nothing can be asked. */
import type { SeriesOutcome } from '../../judge/series';
import type { MetricReference } from '../../monspec/metric';
import { mappingOf, mappingOfSelector, type MetricMapping } from '../../monspec/metrics';
import type { Aggregate } from '../../monspec/monspec';
import { openProblems, sourceKeyOf } from '../../monspec/source-key';
import type { SeriesRequest } from '../source';
import { aggregated, rawSelector } from './metric-selector';
import { longestSelector, methodScope, scopeOf, typeOfMetric, type Scope } from './selector';

export type NoSeries = Exclude<SeriesOutcome, { kind: 'series' }>;

/** Metric selectors whose answers become a series. */
export type MetricPlan =
  /** A value per period times `scale`; a count as such where `counts` is set, weighted where `weights` is given. */
  | {
      readonly kind: 'level';
      readonly scope: Scope;
      readonly value: string;
      readonly scale: number;
      readonly weights?: string;
      readonly counts?: true;
    }
  /** A count per period; silence is zero where there were requests. */
  | { readonly kind: 'count'; readonly scope: Scope; readonly value: string; readonly zeroWhere: string }
  /** A percentage and what it is a percentage of. */
  | { readonly kind: 'share'; readonly scope: Scope; readonly percent: string; readonly requests: string }
  /** Two counts; silence of the first is zero where the second speaks. */
  | { readonly kind: 'rate'; readonly scope: Scope; readonly numerator: string; readonly denominator: string };

export type Plan =
  | MetricPlan
  | { readonly kind: 'relationships'; readonly scope: Scope; readonly field: string }
  | { readonly kind: 'problems'; readonly scope: Scope }
  | { readonly kind: 'answered'; readonly outcome: NoSeries };

const answered = (kind: NoSeries['kind'], detail: string): Plan => ({ kind: 'answered', outcome: { kind, detail } });

const planDuration = (scope: Scope, { dynatrace: { selector, scale } }: MetricMapping, aggregate: Aggregate): Plan => {
  const value = aggregated(selector, aggregate);
  const weighted = aggregate !== 'min' && aggregate !== 'max';
  return { kind: 'level', scope, value, scale, ...(weighted ? { weights: aggregated(selector, 'count') } : {}) };
};

/** Every row of the mapping table. */
const planMapping = (scope: Scope, mapping: MetricMapping, aggregate: Aggregate): Plan => {
  const { selector, scale, requests } = mapping.dynatrace;
  const value = aggregated(selector, undefined);
  const of = requests === undefined ? undefined : aggregated(requests, undefined);
  switch (mapping.kind) {
    case 'duration':
      return planDuration(scope, mapping, aggregate);
    case 'ratio':
      return of === undefined ? { kind: 'level', scope, value, scale } : { kind: 'share', scope, percent: value, requests: of };
    case 'count':
      return of === undefined ? { kind: 'level', scope, value, scale, counts: true } : { kind: 'count', scope, value, zeroWhere: of };
    case 'throughput':
      return { kind: 'level', scope, value, scale, counts: true };
    case 'utilisation':
      return { kind: 'level', scope, value: aggregated(selector, 'avg'), scale };
  }
};

const scopeFor = ({ entityType, environment, signature: { method } }: SeriesRequest, metricKey: string): Scope =>
  method === undefined ? scopeOf(typeOfMetric(metricKey, entityType), environment) : methodScope(scopeOf('SERVICE', environment), method);

const planKey = (request: SeriesRequest, key: string): Plan => {
  const { aggregate } = request.signature;
  const sourceKey = sourceKeyOf(key);
  if (sourceKey !== undefined && sourceKey.source !== 'dynatrace') {
    return answered('unsupported', `Dynatrace does not know the metric ${key} of ${sourceKey.source}`);
  }
  if (sourceKey?.query === openProblems) {
    return { kind: 'problems', scope: scopeFor(request, '') };
  }
  const mapping = mappingOf(key) ?? mappingOfSelector(sourceKey?.query ?? '');
  if (mapping !== undefined) {
    return planMapping(scopeFor(request, mapping.dynatrace.selector), mapping, aggregate);
  }
  const query = sourceKey?.query ?? key;
  return {
    kind: 'level',
    scope: scopeFor(request, query),
    value: rawSelector(query, aggregate),
    scale: 1,
    ...(aggregate === 'sum' || aggregate === 'count' ? { counts: true } : {}),
  };
};

const planRate = (request: SeriesRequest, { numerator, denominator }: Extract<MetricReference, { kind: 'rate' }>): Plan => {
  const [over, under] = [mappingOf(numerator), mappingOf(denominator)];
  return over === undefined || under === undefined
    ? answered('unsupported', `Dynatrace does not have the counts ${numerator} and ${denominator}`)
    : {
        kind: 'rate',
        scope: scopeFor(request, under.dynatrace.selector),
        numerator: aggregated(over.dynatrace.selector, undefined),
        denominator: aggregated(under.dynatrace.selector, undefined),
      };
};

const planMetric = (request: SeriesRequest): Plan => {
  const { metric } = request.signature;
  switch (metric.kind) {
    case 'timeseries':
      return planKey(request, metric.key);
    case 'smartscape':
      return { kind: 'relationships', scope: scopeFor(request, ''), field: metric.relation.replace(':', '.') };
    case 'rate':
      return planRate(request, metric);
    case 'cloudwatch':
      return answered('unsupported', 'Dynatrace does not have what only CloudWatch knows');
  }
};

/** Plans one request. An environment without tags would be every entity there is, so it is none. */
export const planRequest = (request: SeriesRequest): Plan => {
  const { name, tags } = request.environment;
  const plan = planMetric(request);
  if (plan.kind === 'answered') {
    return plan;
  }
  if (tags.length === 0) {
    return answered('no-entity', `the environment ${name} has no tags; add "tags" that its entities carry in Dynatrace`);
  }
  const { length } = plan.scope.selector;
  return length > longestSelector
    ? answered(
        'bad-query',
        `the entity selector of ${name} has ${length} characters and Dynatrace takes ${longestSelector}; use fewer or shorter tags`,
      )
    : plan;
};

/** Every metric selector of a plan. */
export const selectorsOf = (plan: MetricPlan): readonly string[] => {
  switch (plan.kind) {
    case 'level':
      return plan.weights === undefined ? [plan.value] : [plan.value, plan.weights];
    case 'count':
      return [plan.value, plan.zeroWhere];
    case 'share':
      return [plan.percent, plan.requests];
    case 'rate':
      return [plan.numerator, plan.denominator];
  }
};
