/** Queries as GetMetricData takes them. The answer to the query at index 3 carries the id `q3`. */
import type { MetricDataQuery, MetricStat } from '@aws-sdk/client-cloudwatch';
import type { Query, Statistic } from './query';

const metricStat = ({ namespace, metric, statistic, dimensions }: Statistic, periodSeconds: number): MetricStat => ({
  Metric: { Namespace: namespace, MetricName: metric, Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })) },
  Period: periodSeconds,
  Stat: statistic,
});

/** Ids are the call's, not the signature's: `errors` of two signatures become `q3_errors` and `q7_errors`. Quoted texts stay. */
const withOwnIds = (expression: string, ids: ReadonlySet<string>, prefix: string): string =>
  expression.replaceAll(/"[^"]*"|'[^']*'|[A-Za-z_]\w*/g, (token) => (ids.has(token) ? `${prefix}${token}` : token));

const toEntries = (query: Query, index: number): MetricDataQuery[] => {
  const Id = `q${index}`;
  if (query.kind === 'statistic') {
    return [{ Id, MetricStat: metricStat(query, query.periodSeconds) }];
  }
  const metrics = Object.entries(query.metrics);
  const Expression = withOwnIds(query.expression, new Set(metrics.map(([id]) => id)), `${Id}_`);
  return [
    { Id, Expression, Period: query.periodSeconds },
    ...metrics.map(([id, one]) => ({ Id: `${Id}_${id}`, MetricStat: metricStat(one, query.periodSeconds), ReturnData: false })),
  ];
};

/** The entries of a call. */
export const toEntriesOf = (queries: readonly Query[]): MetricDataQuery[] => queries.flatMap(toEntries);

/** Index of the query that a result belongs to. */
export const indexOf = (id: string | undefined): number => Number(id?.slice(1) ?? Number.NaN);
