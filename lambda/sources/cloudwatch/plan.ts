/** Which CloudWatch queries answer a request, or why none can. */
import type { SeriesOutcome } from '../../judge/series';
import type { MetricReference } from '../../monspec/metric';
import { mappingOf, type CloudWatchMapping } from '../../monspec/metrics';
import type { Aggregate, EnvironmentSpec } from '../../monspec/monspec';
import type { SeriesRequest } from '../source';
import type { Query } from './query';

export type NoSeries = Exclude<SeriesOutcome, { kind: 'series' }>;

/** How the answers of queries become a series. */
export type Plan =
  | { readonly kind: 'level'; readonly value: Query; readonly weights?: Query; readonly scale: number }
  /** The counts are added up; where none is reported and `zeroWhere` is, they are zero. */
  | { readonly kind: 'count'; readonly counts: readonly Query[]; readonly zeroWhere?: Query }
  | { readonly kind: 'rate'; readonly counts: readonly Query[]; readonly denominator: Query }
  | { readonly kind: 'answered'; readonly outcome: NoSeries };

type Dimensions = Query['dimensions'];

const named: Readonly<Record<string, string>> = { avg: 'Average', min: 'Minimum', max: 'Maximum', median: 'p50' };

/** CloudWatch's name of an aggregate of a duration. */
const statisticOf = (aggregate: Aggregate): string => named[aggregate] ?? aggregate;

const answered = (kind: NoSeries['kind'], detail: string): Plan => ({ kind: 'answered', outcome: { kind, detail } });

const unsupported = (what: string): Plan => answered('unsupported', `CloudWatch load-balancer metrics do not have ${what}`);

const sumOf = (metric: string, dimensions: Dimensions): Query => ({ metric, statistic: 'Sum', dimensions });

const planLevel = (mapping: Extract<CloudWatchMapping, { kind: 'level' }>, aggregate: Aggregate, dimensions: Dimensions): Plan => {
  const value = { metric: mapping.metric, statistic: statisticOf(aggregate), dimensions };
  const weighted = aggregate !== 'min' && aggregate !== 'max';
  const weights = { metric: mapping.metric, statistic: 'SampleCount', dimensions };
  return { kind: 'level', value, scale: mapping.scale, ...(weighted ? { weights } : {}) };
};

/** What targets answered, and what the load balancer answered in their place, which belongs to no target group. */
const countsOf = (metric: string, ofBalancer: string | undefined, dimensions: Dimensions): Query[] => {
  const { LoadBalancer } = dimensions;
  const ofTargets = sumOf(metric, dimensions);
  return ofBalancer === undefined || LoadBalancer === undefined ? [ofTargets] : [ofTargets, sumOf(ofBalancer, { LoadBalancer })];
};

const planCount = ({ metric, ofBalancer, zeroWhere }: Extract<CloudWatchMapping, { kind: 'count' }>, dimensions: Dimensions): Plan => {
  const counts = countsOf(metric, ofBalancer, dimensions);
  return { kind: 'count', counts, ...(zeroWhere === undefined ? {} : { zeroWhere: sumOf(zeroWhere, dimensions) }) };
};

const planMapping = (key: string, aggregate: Aggregate, dimensions: Dimensions): Plan => {
  const mapping = mappingOf(key)?.cloudwatch ?? 'unsupported';
  if (mapping === 'unsupported') {
    return unsupported(key);
  }
  switch (mapping.kind) {
    case 'level':
      return planLevel(mapping, aggregate, dimensions);
    case 'rate':
      return { kind: 'rate', counts: countsOf(mapping.numerator, mapping.ofBalancer, dimensions), denominator: sumOf(mapping.denominator, dimensions) };
    case 'count':
      return planCount(mapping, dimensions);
  }
};

const planRate = (metric: Extract<MetricReference, { kind: 'rate' }>, dimensions: Dimensions): Plan => {
  const [numerator, denominator] = [mappingOf(metric.numerator)?.cloudwatch, mappingOf(metric.denominator)?.cloudwatch];
  return typeof numerator === 'object' && numerator.kind === 'count' && typeof denominator === 'object' && denominator.kind === 'count'
    ? { kind: 'rate', counts: countsOf(numerator.metric, numerator.ofBalancer, dimensions), denominator: sumOf(denominator.metric, dimensions) }
    : unsupported(`the counts ${metric.numerator} and ${metric.denominator}`);
};

const noDimensions = ({ name }: EnvironmentSpec): Plan =>
  answered('no-entity', `the environment ${name} has no CloudWatch dimensions; add "cloudwatch": { "dimensions": … } to it`);

/** Plans the queries of one request. Methods and relationships do not exist on a load balancer. */
export const planRequest = ({ signature, environment }: SeriesRequest): Plan => {
  const { metric, aggregate, method } = signature;
  if (metric.kind === 'smartscape') {
    return unsupported(`the smartscape relationship ${metric.relation}`);
  }
  if (method !== undefined) {
    return unsupported(`metrics of single methods such as ${method}`);
  }
  const dimensions = environment.cloudwatch?.dimensions ?? {};
  const plan = metric.kind === 'rate' ? planRate(metric, dimensions) : planMapping(metric.key, aggregate, dimensions);
  return plan.kind !== 'answered' && Object.keys(dimensions).length === 0 ? noDimensions(environment) : plan;
};

/** Every query of a plan. */
export const queriesOf = (plan: Plan): readonly Query[] => {
  switch (plan.kind) {
    case 'level':
      return plan.weights === undefined ? [plan.value] : [plan.value, plan.weights];
    case 'count':
      return plan.zeroWhere === undefined ? plan.counts : [...plan.counts, plan.zeroWhere];
    case 'rate':
      return [...plan.counts, plan.denominator];
    case 'answered':
      return [];
  }
};
