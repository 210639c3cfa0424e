import type { GetMetricDataOutput, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { Principal } from '../../../rehearsal/cloud/service';
import { cloudWatchService } from '../../../rehearsal/services/cloudwatch/cloudwatch';
import { FakeCloud, ManualClock, operator, virtualStart } from './fake-cloud';

/** A cloud with CloudWatch and a clock that stands still. */
export const metricsCloud = () => {
  const clock = new ManualClock();
  const cloud = new FakeCloud(clock);
  const { control } = cloud.add(cloudWatchService);
  return { clock, cloud, control };
};

/** Virtual epoch milliseconds of a minute of the test. */
export const minute = (n: number): number => virtualStart + n * 60_000;

export const put = (cloud: FakeCloud, datum: object, namespace = 'App', caller: Principal = operator) =>
  cloud.call('monitoring', 'PutMetricData', { Namespace: namespace, MetricData: [{ MetricName: 'Latency', ...datum }] }, caller);

export const query = (stat: string, more: Partial<MetricDataQuery['MetricStat'] & object> = {}, id = 'q'): MetricDataQuery => ({
  Id: id,
  MetricStat: { Metric: { Namespace: 'App', MetricName: 'Latency' }, Period: 60, Stat: stat, ...more },
});

export const get = (cloud: FakeCloud, queries: MetricDataQuery[], from: number, to: number, more: object = {}) =>
  cloud.call<GetMetricDataOutput>(
    'monitoring',
    'GetMetricData',
    { MetricDataQueries: queries, StartTime: new Date(minute(from)), EndTime: new Date(minute(to)), ScanBy: 'TimestampAscending', ...more },
    operator,
  );

/** Points of the first result as [minute, value]. */
export const points = async (cloud: FakeCloud, stat: string, from: number, to: number, more: object = {}): Promise<[number, number][]> => {
  const { MetricDataResults = [] } = await get(cloud, [query(stat, more)], from, to);
  const [first] = MetricDataResults;
  return (first?.Timestamps ?? []).map((time, index) => [(time.getTime() - virtualStart) / 60_000, first?.Values?.[index] ?? Number.NaN]);
};
