import type { GetMetricStatisticsOutput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import type { Principal } from '../../../../rehearsal/cloud/service';
import { operator } from '../../support/fake-cloud';
import { get, metricsCloud, minute, points, put, query } from '../../support/metrics-cloud';

const service: Principal = { kind: 'service', name: 'elasticloadbalancing.amazonaws.com' };

describe('what is put comes back', () => {
  test('per minute, with each statistic', async () => {
    const { cloud, clock } = metricsCloud();
    await clock.advance(5 * 60_000);
    await put(cloud, { Timestamp: new Date(minute(0) + 59_999), Values: [10, 20], Counts: [3, 1] });
    await put(cloud, { Timestamp: new Date(minute(1)), Value: 7 });
    await put(cloud, { Timestamp: new Date(minute(1) + 30_000), Value: 9 });
    expect(await points(cloud, 'SampleCount', 0, 2)).toEqual([
      [0, 4],
      [1, 2],
    ]);
    expect(await points(cloud, 'Average', 0, 2)).toEqual([
      [0, 12.5],
      [1, 8],
    ]);
    expect(await points(cloud, 'Maximum', 0, 2)).toEqual([
      [0, 20],
      [1, 9],
    ]);
    expect(await points(cloud, 'p50', 0, 2)).toEqual([
      [0, 10],
      [1, 7],
    ]);
    expect(await points(cloud, 'Sum', 0, 2, { Period: 300 })).toEqual([[0, 66]]);
  });

  test('the end of a range is exclusive, its start is aligned to the period', async () => {
    const { cloud, clock } = metricsCloud();
    await clock.advance(5 * 60_000);
    for (const at of [0, 1, 2]) await put(cloud, { Timestamp: new Date(minute(at)), Value: at });
    expect(await points(cloud, 'Sum', 0.5, 2)).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  test('dimensions must match exactly, in any order', async () => {
    const { cloud } = metricsCloud();
    const dimension = (Name: string) => ({ Name, Value: 'x' });
    await put(cloud, { Value: 1, Dimensions: [dimension('A'), dimension('B')] });
    const at = (Dimensions: object[]) => points(cloud, 'Sum', 0, 1, { Metric: { Namespace: 'App', MetricName: 'Latency', Dimensions } });
    expect(await at([dimension('B'), dimension('A')])).toEqual([[0, 1]]);
    expect(await at([dimension('A')])).toEqual([]);
    expect(await at([])).toEqual([]);
  });

  test('seconds of a high-resolution metric, and only the unit asked for', async () => {
    const { cloud, clock } = metricsCloud();
    await clock.advance(60_000);
    for (const second of [1, 2, 12])
      await put(cloud, { Timestamp: new Date(minute(0) + second * 1000), Value: second, StorageResolution: 1, Unit: 'Seconds' });
    expect(await points(cloud, 'Sum', 0, 1, { Period: 10 })).toEqual([
      [0, 3],
      [1 / 6, 12],
    ]);
    expect(await points(cloud, 'Sum', 0, 1, { Unit: 'Count' })).toEqual([]);
  });

  test('no data is a complete, empty result', async () => {
    const { cloud } = metricsCloud();
    const { MetricDataResults } = await get(cloud, [query('Sum')], 0, 1);
    expect(MetricDataResults).toEqual([{ Id: 'q', Label: 'Latency', Timestamps: [], Values: [], StatusCode: 'Complete' }]);
  });

  test('newest first by default, in pages that continue a metric as PartialData', async () => {
    const { cloud, clock } = metricsCloud();
    await clock.advance(5 * 60_000);
    for (const at of [0, 1, 2]) await put(cloud, { Timestamp: new Date(minute(at)), Value: at });
    const queries = [query('Sum', {}, 'a'), query('Sum', {}, 'b')];
    const seen: [string, string, number[]][] = [];
    let NextToken: string | undefined;
    do {
      const page = await get(cloud, queries, 0, 5, { MaxDatapoints: 2, ScanBy: undefined, NextToken });
      for (const { Id = '', StatusCode = '', Values = [] } of page.MetricDataResults ?? []) seen.push([Id, StatusCode, Values]);
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(['a', 'b'].map((id) => seen.filter(([of]) => of === id).flatMap(([, , values]) => values))).toEqual([
      [2, 1, 0],
      [2, 1, 0],
    ]);
    expect(seen[0]).toEqual(['a', 'PartialData', [2, 1]]);
  });

  test('GetMetricStatistics answers every statistic per period, ListMetrics the metrics', async () => {
    const { cloud } = metricsCloud();
    await put(cloud, { Values: [1, 2, 3], Dimensions: [{ Name: 'Service', Value: 'sample' }] });
    const statistics = await cloud.call<GetMetricStatisticsOutput>(
      'monitoring',
      'GetMetricStatistics',
      {
        Namespace: 'App',
        MetricName: 'Latency',
        Dimensions: [{ Name: 'Service', Value: 'sample' }],
        StartTime: new Date(minute(0)),
        EndTime: new Date(minute(1)),
        Period: 60,
        Statistics: ['Sum', 'Average'],
        ExtendedStatistics: ['p90'],
      },
      operator,
    );
    expect(statistics.Datapoints).toEqual([
      { Timestamp: new Date(minute(0)), Unit: 'None', Sum: 6, Average: 2, ExtendedStatistics: { p90: 3 } },
    ]);
    const { Metrics } = await cloud.call<ListMetricsOutput>('monitoring', 'ListMetrics', { Dimensions: [{ Name: 'Service' }] }, operator);
    expect(Metrics).toEqual([{ Namespace: 'App', MetricName: 'Latency', Dimensions: [{ Name: 'Service', Value: 'sample' }] }]);
  });
});

describe('what is refused', () => {
  const { cloud } = metricsCloud();

  test.each([
    ['no value', {}, /exactly one of Value, Values and StatisticValues/],
    ['two values', { Value: 1, Values: [1] }, /exactly one/],
    ['NaN', { Value: Number.NaN }, /Member must be a number|NaN/],
    ['counts that do not match', { Values: [1, 2], Counts: [1] }, /same length/],
    ['151 values', { Values: Array.from({ length: 151 }, (_, index) => index) }, /greater than 150/],
    ['three weeks ago', { Value: 1, Timestamp: new Date(minute(-21 * 24 * 60)) }, /two weeks/],
    ['tomorrow', { Value: 1, Timestamp: new Date(minute(24 * 60)) }, /two hours after/],
    ['an empty dimension', { Value: 1, Dimensions: [{ Name: 'A', Value: '' }] }, /Dimensions.0.Value/],
  ])('a datum with %s', async (_what, datum, message) => {
    await expect(put(cloud, datum)).rejects.toThrow(message);
  });

  test('a namespace of AWS, except from a service', async () => {
    await expect(put(cloud, { Value: 1 }, 'AWS/ApplicationELB')).rejects.toMatchObject({ code: 'InvalidParameterValueException' });
    await expect(put(cloud, { Values: Array.from({ length: 500 }, (_, index) => index) }, 'AWS/ApplicationELB', service)).resolves.toEqual(
      {},
    );
  });

  test.each([
    ['an end before the start', [query('Sum')], 2, 1, /StartTime must be less/],
    ['a bad id', [query('Sum', {}, 'Q')], 0, 1, /lowercase/],
    ['twins', [query('Sum'), query('Sum')], 0, 1, /unique/],
    ['a bad period', [query('Sum', { Period: 90 })], 0, 1, /Period must be/],
    ['a bad statistic', [query('median')], 0, 1, /not supported/],
    ['metric math', [{ Id: 'e', Expression: 'a / b' }], 0, 1, /metric math is not rehearsed/],
    ['nothing to ask', [{ Id: 'e' }], 0, 1, /MetricStat or Expression/],
  ])('a query with %s', async (_what, queries, from, to, message) => {
    await expect(get(cloud, queries, from, to)).rejects.toThrow(message);
  });

  test('a token that no page gave', async () => {
    await expect(get(cloud, [query('Sum')], 0, 1, { NextToken: 'x' })).rejects.toMatchObject({ code: 'InvalidNextToken' });
  });
});
