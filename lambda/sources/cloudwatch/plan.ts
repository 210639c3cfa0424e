/** Which CloudWatch queries answer a request, or why none can. */
import type { SeriesOutcome, Window } from '../../judge/series';
import { unitOf } from '../../monspec/describe';
import type { MetricReference } from '../../monspec/metric';
import { mappingOf, type CloudWatchMapping } from '../../monspec/metrics';
import type { EnvironmentSpec, Signature } from '../../monspec/monspec';
import type { SeriesRequest } from '../source';
import { minute, periodFor, wholePeriods } from './period';
import { loadBalancerNamespace, type Query } from './query';
import { planOwn } from './plan-own';
import { statisticOf, weightable } from './statistic';

export type NoSeries = Exclude<SeriesOutcome, { kind: 'series' }>;

/** How the answers of queries become a series. */
export type MetricPlan =
  | { readonly kind: 'level'; readonly value: Query; readonly weights?: Query; readonly scale: number }
  /** The counts are added up; where none is reported and `zeroWhere` is, they are zero. */
  | { readonly kind: 'count'; readonly counts: readonly Query[]; readonly zeroWhere?: Query; readonly scale: number }
  | { readonly kind: 'rate'; readonly counts: readonly Query[]; readonly denominator: Query };

export type Plan =
  | MetricPlan
  | { readonly kind: 'alarms'; readonly names: readonly string[] }
  | { readonly kind: 'slo'; readonly slo: string }
  | { readonly kind: 'answered'; readonly outcome: NoSeries };

/** What a plan is made for: a request with the period that its window's age allows. */
export interface Target {
  readonly signature: Signature;
  readonly environment: EnvironmentSpec;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly window: Window;
  readonly now: number;
}

const answered = (kind: NoSeries['kind'], detail: string): Plan => ({ kind: 'answered', outcome: { kind, detail } });

const unsupported = (what: string): Plan => answered('unsupported', `CloudWatch load-balancer metrics do not have ${what}`);

const statistic = (target: Target, metric: string, name: string, dimensions = target.dimensions): Query => ({
  kind: 'statistic',
  namespace: loadBalancerNamespace,
  metric,
  statistic: name,
  dimensions,
  periodSeconds: periodFor(target.window, target.now, minute),
});

const planLevel = ({ metric, scale }: Extract<CloudWatchMapping, { kind: 'level' }>, target: Target): Plan => {
  const name = statisticOf(target.signature.aggregate);
  const weights = weightable(name) ? { weights: statistic(target, metric, 'SampleCount') } : {};
  return { kind: 'level', value: statistic(target, metric, name), scale, ...weights };
};

/** What targets answered, and what the load balancer answered in their place, which belongs to no target group. */
const countsOf = (metric: string, ofBalancer: string | undefined, target: Target): Query[] => {
  const { LoadBalancer } = target.dimensions;
  const ofTargets = statistic(target, metric, 'Sum');
  return ofBalancer === undefined || LoadBalancer === undefined
    ? [ofTargets]
    : [ofTargets, statistic(target, ofBalancer, 'Sum', { LoadBalancer })];
};

/** Counts are per minute, whatever the period, unless their total is wanted. */
const perMinute = (signature: Signature, query: Query | undefined): number =>
  unitOf(signature) === 'errors' ? 1 : minute / (query?.periodSeconds ?? minute);

const planCount = ({ metric, ofBalancer, zeroWhere }: Extract<CloudWatchMapping, { kind: 'count' }>, target: Target): Plan => {
  const counts = countsOf(metric, ofBalancer, target);
  const scale = perMinute(target.signature, counts[0]);
  return { kind: 'count', counts, scale, ...(zeroWhere === undefined ? {} : { zeroWhere: statistic(target, zeroWhere, 'Sum') }) };
};

const planMapping = (key: string, target: Target): Plan => {
  const mapping = mappingOf(key)?.cloudwatch ?? 'unsupported';
  if (mapping === 'unsupported') {
    return unsupported(key);
  }
  switch (mapping.kind) {
    case 'level':
      return planLevel(mapping, target);
    case 'rate':
      return {
        kind: 'rate',
        counts: countsOf(mapping.numerator, mapping.ofBalancer, target),
        denominator: statistic(target, mapping.denominator, 'Sum'),
      };
    case 'count':
      return planCount(mapping, target);
  }
};

const planRate = (metric: Extract<MetricReference, { kind: 'rate' }>, target: Target): Plan => {
  const [numerator, denominator] = [mappingOf(metric.numerator)?.cloudwatch, mappingOf(metric.denominator)?.cloudwatch];
  return typeof numerator === 'object' && numerator.kind === 'count' && typeof denominator === 'object' && denominator.kind === 'count'
    ? {
        kind: 'rate',
        counts: countsOf(numerator.metric, numerator.ofBalancer, target),
        denominator: statistic(target, denominator.metric, 'Sum'),
      }
    : unsupported(`the counts ${metric.numerator} and ${metric.denominator}`);
};

const planPortable = (metric: Exclude<MetricReference, { kind: 'cloudwatch' }>, target: Target): Plan => {
  const { method } = target.signature;
  if (metric.kind === 'smartscape') {
    return unsupported(`the smartscape relationship ${metric.relation}`);
  }
  if (method !== undefined) {
    return unsupported(`metrics of single methods such as ${method}`);
  }
  const plan = metric.kind === 'rate' ? planRate(metric, target) : planMapping(metric.key, target);
  return plan.kind !== 'answered' && Object.keys(target.dimensions).length === 0 ? noDimensions(target.environment) : plan;
};

const noDimensions = ({ name }: EnvironmentSpec): Plan =>
  answered('no-entity', `the environment ${name} has no CloudWatch dimensions; add "cloudwatch": { "dimensions": … } to it`);

const isTooShort = (plan: Plan, window: Window): boolean =>
  queriesOf(plan).some(({ periodSeconds }) => {
    const { start, end } = wholePeriods(window, periodSeconds);
    return start === end;
  });

const tooShort = (plan: Plan): Plan =>
  answered(
    'no-data',
    `CloudWatch keeps only periods of ${Math.max(...queriesOf(plan).map((query) => query.periodSeconds))} s of this age, and the window holds no whole one; take a longer or a younger window`,
  );

/** Plans the queries of one request. Methods and relationships do not exist on a load balancer. */
export const planRequest = ({ signature, environment, window }: SeriesRequest, now: number): Plan => {
  if (signature.source !== undefined && signature.source !== 'cloudwatch') {
    return answered('no-entity', `the signature names the source ${signature.source}, which is not set up here`);
  }
  const target = { signature, environment, dimensions: environment.cloudwatch?.dimensions ?? {}, window, now };
  const { metric } = signature;
  const plan = metric.kind === 'cloudwatch' ? planOwn(metric.query, target) : planPortable(metric, target);
  return isTooShort(plan, window) ? tooShort(plan) : plan;
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
    case 'alarms':
    case 'slo':
    case 'answered':
      return [];
  }
};
