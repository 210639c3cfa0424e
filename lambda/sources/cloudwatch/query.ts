/** One series of points that CloudWatch is asked for. */

/** The namespace of every metric of the mapping table. */
export const loadBalancerNamespace = 'AWS/ApplicationELB';

/** A statistic of a metric. */
export interface Statistic {
  readonly namespace: string;
  readonly metric: string;
  /** CloudWatch's name: Sum, Average, Minimum, Maximum, SampleCount, pNN, tmNN, TM(…) and so on. */
  readonly statistic: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export type Query =
  | ({ readonly kind: 'statistic'; readonly periodSeconds: number } & Statistic)
  /** Metric math over statistics by id, or a Metrics Insights query. */
  | {
      readonly kind: 'expression';
      readonly periodSeconds: number;
      readonly expression: string;
      readonly metrics: Readonly<Record<string, Statistic>>;
    };

const sorted = <Value>(record: Readonly<Record<string, Value>>): [string, Value][] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

const statisticKey = ({ namespace, metric, statistic, dimensions }: Statistic): unknown => [
  namespace,
  metric,
  statistic,
  sorted(dimensions),
];

/** Equal for queries that ask for the same; duplicates are fetched once. */
export const queryKey = (query: Query): string => {
  const what =
    query.kind === 'statistic'
      ? statisticKey(query)
      : [query.expression, sorted(query.metrics).map(([id, one]) => [id, statisticKey(one)])];
  return JSON.stringify([query.periodSeconds, what]);
};

const describeStatistic = ({ metric, statistic, dimensions }: Statistic): string => {
  const where = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
  return `${metric} ${statistic} of ${where.length === 0 ? 'no dimension' : where.join(', ')}`;
};

/** A query for people, for example `TargetResponseTime p90 of LoadBalancer=app/x/1, TargetGroup=targetgroup/y/2`. */
export const describeQuery = (query: Query): string => (query.kind === 'statistic' ? describeStatistic(query) : query.expression);

/** Whether it is a Metrics Insights query, of which one call may hold only one. */
export const isInsights = (query: Query): boolean => query.kind === 'expression' && /^\s*SELECT\b/i.test(query.expression);

/**
 * Whether its values depend on where its window begins and ends: AVG(m1) is one number for all of it, RUNNING_SUM(m1) adds
 * up from its begin, and a Metrics Insights query may rank by it. Plain arithmetic does not.
 */
export const dependsOnWindow = (query: Query): boolean => query.kind === 'expression' && /\w\s*\(|^\s*SELECT\b/i.test(query.expression);

/** How many of the 500 entries of a call it takes. */
export const entriesOf = (query: Query): number => (query.kind === 'statistic' ? 1 : 1 + Object.keys(query.metrics).length);

/** How many metrics are billed for it at least; a Metrics Insights query is billed for all that it analyses. */
export const billedMetrics = (query: Query): number => (query.kind === 'statistic' ? 1 : Math.max(1, Object.keys(query.metrics).length));
