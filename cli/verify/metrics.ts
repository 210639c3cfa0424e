import { CloudWatchClient, paginateGetMetricData, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { PipelineEnvironment, PipelineEnvironments } from '../../lambda/contract/pipeline-environments';
import { readOptions } from '../accounts/read-role';
import { orUnknown, type Finding } from './difference';
import type { Elsewhere } from './elsewhere';

/** What the gate and the alarms need of every environment. An error count has no points while there are no errors. */
const needed = [
  { metric: 'RequestCount', stat: 'Sum', fix: 'Send requests to it, or release a build, which brings its load test along.' },
  { metric: 'TargetResponseTime', stat: 'p90', fix: 'Send requests to it, or release a build, which brings its load test along.' },
  { metric: 'HealthyHostCount', stat: 'Minimum', fix: 'Look at the targets of the load balancer: none has reported its health.' },
] as const;

/** How far back is looked: staging is quiet from the end of its load test to the next release. */
const hours = 24;

interface Wanted {
  readonly id: string;
  readonly what: string;
  readonly query: MetricDataQuery;
  readonly fix: string;
}

/**
 * Whether every environment's metrics arrive: at least one point within the last day. Those of another account are read
 * with its profile where one was named, else under the role with which the gate reads them.
 * @param now epoch milliseconds of AWS
 */
export async function checkMetrics(
  own: CloudWatchClient,
  { environments }: PipelineEnvironments,
  elsewhere: readonly Elsewhere[],
  now: number,
): Promise<readonly Finding[]> {
  const findings = await Promise.all(
    Object.entries(environments).map(([name, environment]) =>
      orUnknown('metrics', `of ${name}`, `Name a profile of its account: --profile ${name}=NAME`, async () => {
        const client = clientOf(
          own,
          environment,
          elsewhere.find((one) => one.environment === name),
        );
        return checkEnvironment(client, name, environment, now);
      }),
    ),
  );
  return findings.flat();
}

const clientOf = (
  own: CloudWatchClient,
  { deployment: { account } }: PipelineEnvironment,
  elsewhere: Elsewhere | undefined,
): CloudWatchClient => {
  if (account === undefined) return own;
  return elsewhere?.account?.clients.cloudwatch ?? new CloudWatchClient(readOptions(account));
};

async function checkEnvironment(
  client: CloudWatchClient,
  name: string,
  { cloudwatch }: PipelineEnvironment,
  now: number,
): Promise<readonly Finding[]> {
  const wanted = queries(name, cloudwatch.dimensions);
  const points = await countPoints(client, wanted, now);
  return wanted.map(({ id, what, fix }) => {
    const count = points.get(id) ?? 0;
    const base = { area: 'metrics', what, rehearsed: 'arrives, a point every minute of load' } as const;
    const found = `${count} ${count === 1 ? 'point' : 'points'} in the last ${hours} hours`;
    return count > 0 ? { ...base, status: 'same', found } : { ...base, status: 'different', found, fix };
  });
}

const queries = (environment: string, dimensions: Readonly<Record<string, string>>): readonly Wanted[] =>
  needed.map(({ metric, stat, fix }, index) => ({
    id: `m${index}`,
    what: `${environment}: ${metric}`,
    fix,
    query: {
      Id: `m${index}`,
      MetricStat: {
        Metric: {
          Namespace: 'AWS/ApplicationELB',
          MetricName: metric,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        },
        Period: 60,
        Stat: stat,
      },
    },
  }));

async function countPoints(client: CloudWatchClient, wanted: readonly Wanted[], now: number): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const input = {
    MetricDataQueries: wanted.map(({ query }) => query),
    StartTime: new Date(now - hours * 3_600_000),
    EndTime: new Date(now),
  };
  for await (const { MetricDataResults = [] } of paginateGetMetricData({ client }, input))
    for (const { Id = '', Values = [] } of MetricDataResults)
      counts.set(Id, (counts.get(Id) ?? 0) + Values.filter((value) => Number.isFinite(value)).length);
  return counts;
}
