import { paginateListMetrics, type CloudWatchClient, type Metric } from '@aws-sdk/client-cloudwatch';
import { mappingOf, metricKeys, keyPrefix } from '../../lambda/monspec/metrics';
import type { Found, FoundEnvironment } from './found';

/** Namespace of load balancers' metrics. */
export const namespace = 'AWS/ApplicationELB';

/** Most environments of a first monspec. */
const mostEnvironments = 20;

type Dimensions = Readonly<Record<string, string>>;

const dimensionsOf = ({ Dimensions: list = [] }: Metric): Dimensions =>
  Object.fromEntries(list.map(({ Name = '', Value = '' }) => [Name, Value]));

/** Exactly a load balancer and one of its target groups. */
const isPair = (dimensions: Dimensions): boolean => Object.keys(dimensions).sort().join() === 'LoadBalancer,TargetGroup';

const pairKey = ({ LoadBalancer = '', TargetGroup = '' }: Dimensions): string => `${LoadBalancer} ${TargetGroup}`;

/** `targetgroup/shop-staging/6d0ecf` → `shop-staging` */
const nameOf = (path = ''): string => path.split('/').at(-2) ?? path;

const environmentOf = ({ LoadBalancer = '', TargetGroup = '' }: Dimensions, names: readonly string[]): FoundEnvironment => {
  const group = nameOf(TargetGroup);
  const isTwice = names.filter((name) => name === group).length > 1;
  return {
    name: isTwice ? `${nameOf(LoadBalancer)}/${group}` : group,
    what: `target group ${group} of the load balancer ${nameOf(LoadBalancer)}`,
    spec: { cloudwatch: { dimensions: { LoadBalancer, TargetGroup } } },
  };
};

/** The metric whose reports show that a portable one can be measured. An error count is there whenever requests are: no errors are not reported. */
function witnessOf(key: string): string | undefined {
  const mapping = mappingOf(key)?.cloudwatch;
  if (mapping === undefined || mapping === 'unsupported') return undefined;
  return mapping.kind === 'rate' ? mapping.denominator : mapping.kind === 'count' ? (mapping.zeroWhere ?? mapping.metric) : mapping.metric;
}

/** Every such metric. */
export const witnesses: readonly string[] = [...new Set(metricKeys.flatMap((key) => witnessOf(key) ?? []))];

/** Portable metrics that the reported ones supply. */
export const metricsFrom = (reported: ReadonlySet<string>): string[] =>
  metricKeys.filter((key) => reported.has(witnessOf(key) ?? '')).map((key) => key.slice(keyPrefix.length));

/** Load balancers that have reported within the last three hours. */
export async function findLoadBalancers(client: CloudWatchClient): Promise<Found> {
  const metrics: Metric[] = [];
  for await (const page of paginateListMetrics({ client }, { Namespace: namespace, RecentlyActive: 'PT3H' }))
    metrics.push(...(page.Metrics ?? []));
  const own = metrics.filter((metric) => isPair(dimensionsOf(metric)));
  const pairs = new Map(own.map((metric) => [pairKey(dimensionsOf(metric)), dimensionsOf(metric)]));
  const names = [...pairs.values()].map(({ TargetGroup }) => nameOf(TargetGroup));
  return {
    from: 'load balancers that reported to CloudWatch in the last 3 hours',
    environments: [...pairs.values()].slice(0, mostEnvironments).map((dimensions) => environmentOf(dimensions, names)),
    metrics: metricsFrom(new Set(own.map(({ MetricName = '' }) => MetricName))),
  };
}
