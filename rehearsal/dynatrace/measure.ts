import type { GetMetricDataOutput } from '@aws-sdk/client-cloudwatch';
import type { Cloud } from '../cloud/cloud';
import type { MinuteSeen } from './detection';

/** Reads one minute of a load balancer's metrics; what has no point counts as none. */
export async function minuteSeen(cloud: Cloud, dimensions: Readonly<Record<string, string>>, start: number): Promise<MinuteSeen> {
  const query = (Id: string, MetricName: string) => ({
    Id,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/ApplicationELB',
        MetricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: 60,
      Stat: 'Sum',
    },
  });
  const { MetricDataResults = [] } = await cloud.call<GetMetricDataOutput>(
    'monitoring',
    'GetMetricData',
    {
      MetricDataQueries: [query('requests', 'RequestCount'), query('failures', 'HTTPCode_Target_5XX_Count')],
      StartTime: new Date(start),
      EndTime: new Date(start + 60_000),
    },
    { kind: 'operator' },
  );
  const valueOf = (id: string): number => MetricDataResults.find(({ Id }) => Id === id)?.Values?.[0] ?? 0;
  return { start, requests: valueOf('requests'), failures: valueOf('failures') };
}
