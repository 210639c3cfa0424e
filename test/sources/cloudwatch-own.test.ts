/** What only CloudWatch knows: namespaces, expressions, alarms, error budgets, entities by tag. */
import { ApplicationSignalsClient } from '@aws-sdk/client-application-signals';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { CloudWatchMetric } from '../../lambda/monspec/cloudwatch-metric';
import type { Aggregate, Tag } from '../../lambda/monspec/monspec';
import { CloudWatchSource } from '../../lambda/sources/cloudwatch/cloudwatch-source';
import { cloudWatchClient } from '../../lambda/sources/cloudwatch/cloudwatch.client';
import { TaggedEntities } from '../../lambda/sources/cloudwatch/entities.client';
import { ApplicationSignalsBudgets } from '../../lambda/sources/cloudwatch/error-budgets.client';
import type { SeriesRequest } from '../../lambda/sources/source';
import { AwsServer, type Operation } from './aws-server';
import type { WireQuery } from './cloudwatch-server';
import { dimensions, request, signature, start, windowOf } from './requests';

const second = start / 1000;
const now = start + 10 * 60_000;
let server: AwsServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

/** A point every period, whatever is asked. */
const everything =
  (value = 5): Operation =>
  (input) => {
    const { MetricDataQueries, StartTime, EndTime } = input as unknown as {
      MetricDataQueries: (WireQuery & { Period?: number; ReturnData?: boolean })[];
      StartTime: number;
      EndTime: number;
    };
    return {
      MetricDataResults: MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false).map(({ Id, MetricStat, Period }) => {
        const period = MetricStat?.Period ?? Period ?? 60;
        const times = Array.from(
          { length: Math.ceil((EndTime - StartTime) / period) },
          (_, index) => Math.ceil(StartTime / period) * period + index * period,
        );
        return { Id, Label: Id, Timestamps: times, Values: times.map(() => value), StatusCode: 'Complete' };
      }),
    };
  };

const fetchOne = async (operations: Readonly<Record<string, Operation>>, of: SeriesRequest, at = now) => {
  server = await AwsServer.start(operations);
  const source = new CloudWatchSource(cloudWatchClient(server.config), {
    clock: () => at,
    entities: new TaggedEntities(new ResourceGroupsTaggingAPIClient(server.config)),
    budgets: new ApplicationSignalsBudgets(new ApplicationSignalsClient(server.config)),
  });
  const { answers } = await source.fetch([of]);
  return answers[0]!.outcome;
};

const own = (query: CloudWatchMetric, aggregate: Aggregate = 'avg', more: Partial<SeriesRequest> = {}): SeriesRequest =>
  request(signature({ kind: 'cloudwatch', query }, aggregate, { unit: 'ms' }), more);

const queries = () =>
  server!.requests
    .filter(({ operation }) => operation === 'GetMetricData')
    .flatMap(({ input }) => input['MetricDataQueries'] as WireQuery[]);
const fine = { periodSeconds: 60, scale: 1 };

test('a trimmed mean of the environment, scaled and weighted by its samples', async () => {
  const outcome = await fetchOne(
    { GetMetricData: everything(0.2) },
    own({
      kind: 'statistic',
      namespace: 'AWS/ApplicationELB',
      metric: 'TargetResponseTime',
      statistic: 'tm99',
      periodSeconds: 60,
      scale: 1000,
    }),
  );
  expect(queries().map(({ MetricStat }) => [MetricStat.Stat, MetricStat.Metric.Dimensions.length])).toEqual([
    ['tm99', 2],
    ['SampleCount', 2],
  ]);
  expect(outcome).toMatchObject({
    unit: 'ms',
    series: { values: Array.from({ length: 10 }, () => 200), weights: Array.from({ length: 10 }, () => 0.2) },
  });
});

test('an own namespace with own dimensions, in which the environment is filled in', async () => {
  await fetchOne(
    { GetMetricData: everything() },
    own(
      { kind: 'statistic', namespace: 'Shop', metric: 'Queue', dimensions: { Env: '{{environment}}', LB: '{{LoadBalancer}}' }, ...fine },
      'max',
    ),
  );
  expect(queries()).toMatchObject([
    {
      MetricStat: {
        Stat: 'Maximum',
        Metric: {
          Namespace: 'Shop',
          MetricName: 'Queue',
          Dimensions: [
            { Name: 'Env', Value: 'Staging' },
            { Name: 'LB', Value: dimensions.LoadBalancer },
          ],
        },
      },
    },
  ]);
});

test('a placeholder that nothing fills is a bad query, and nothing is asked', async () => {
  expect(await fetchOne({}, own({ kind: 'alarms', names: ['{{stage}}-errors'] }))).toEqual({
    kind: 'bad-query',
    detail: 'In the environment Staging {{stage}} is unknown; known are {{environment}}, {{LoadBalancer}}, {{TargetGroup}}',
  });
  expect(server!.requests).toEqual([]);
});

test('metric math keeps its ids apart from those of other signatures', async () => {
  const metrics = {
    bad: { namespace: 'Shop', metric: 'Bad', statistic: 'Sum', dimensions: {} },
    all: { namespace: 'Shop', metric: 'All', statistic: 'Sum', dimensions: {} },
  };
  const outcome = await fetchOne(
    { GetMetricData: everything() },
    own({ kind: 'expression', expression: "100 * bad / all + METRICS('bad')", metrics, ...fine }),
  );
  expect(server!.requests[0]!.input['MetricDataQueries']).toMatchObject([
    { Id: 'q0', Expression: "100 * q0_bad / q0_all + METRICS('bad')", Period: 60 },
    { Id: 'q0_bad', ReturnData: false },
    { Id: 'q0_all', ReturnData: false },
  ]);
  expect(outcome.kind).toBe('series');
});

test('a Metrics Insights query names the environment', async () => {
  await fetchOne(
    { GetMetricData: everything() },
    own({ kind: 'expression', expression: `SELECT MAX(Duration) FROM "Shop" WHERE Env = '{{environment}}'`, metrics: {}, ...fine }, 'max'),
  );
  expect(server!.requests[0]!.input['MetricDataQueries']).toEqual([
    { Id: 'q0', Expression: `SELECT MAX(Duration) FROM "Shop" WHERE Env = 'Staging'`, Period: 60 },
  ]);
});

test('a query that yields several series measures nothing', async () => {
  const two: Operation = () => ({
    MetricDataResults: ['a', 'b'].map((Label) => ({ Id: 'q0', Label, Timestamps: [second], Values: [1], StatusCode: 'Complete' })),
  });
  expect(
    (
      await fetchOne(
        { GetMetricData: two },
        own({ kind: 'expression', expression: 'SELECT AVG(x) FROM y GROUP BY z', metrics: {}, ...fine }),
      )
    ).kind,
  ).toBe('bad-query');
});

describe('periods', () => {
  const throughput = (minutes: number, daysAgo: number) =>
    request(signature('service.requestspermin', 'count'), { window: windowOf(minutes, start - daysAgo * 86_400_000) });
  test.each([
    [1, 30, 60, 30],
    [14.9, 30, 60, 30],
    [15, 30, 300, 6],
    [62, 30, 300, 6],
    [64, 120, 3600, 2],
  ])(
    'a window of %d days ago and %d minutes is fetched in periods of %d s: %d points per minute each',
    async (daysAgo, minutes, period, points) => {
      const outcome = await fetchOne({ GetMetricData: everything(600) }, throughput(minutes, daysAgo));
      expect(queries()[0]!.MetricStat.Period).toBe(period);
      expect(outcome).toMatchObject({
        series: { periodSeconds: period, values: Array.from({ length: points }, () => (600 * 60) / period) },
      });
    },
  );

  test('a window without a whole period of what is left has no data, and nothing is asked', async () => {
    const outcome = await fetchOne({}, throughput(30, 100));
    expect(outcome).toMatchObject({ kind: 'no-data', detail: expect.stringContaining('periods of 3600 s') as string });
    expect(server!.requests).toEqual([]);
  });

  test('a total is the sum of its periods, not of minutes', async () => {
    const errors = request(signature('service.errorcounthttp5xx', 'sum'), { window: windowOf(30, start - 20 * 86_400_000) });
    expect(await fetchOne({ GetMetricData: everything(7) }, errors)).toMatchObject({
      series: { periodSeconds: 300, values: Array.from({ length: 6 }, () => 14) },
    });
  });

  test.each([
    [0, 10],
    [4, 60],
  ])('a high-resolution metric of %d hours ago is fetched in periods of %d s', async (hours, period) => {
    const metric = own({ kind: 'statistic', namespace: 'Shop', metric: 'Queue', dimensions: {}, periodSeconds: 10, scale: 1 }, 'max', {
      window: windowOf(10, start - hours * 3_600_000),
    });
    await fetchOne({ GetMetricData: everything() }, metric);
    expect(queries()[0]!.MetricStat.Period).toBe(period);
  });
});

describe('alarms', () => {
  const states =
    (byName: Readonly<Record<string, string>>): Operation =>
    ({ AlarmNames }) => ({
      MetricAlarms: (AlarmNames as string[])
        .filter((name) => name in byName)
        .map((name) => ({ AlarmName: name, StateValue: byName[name] })),
      CompositeAlarms: [],
    });
  const both = own({ kind: 'alarms', names: ['{{environment}}-a', '{{environment}}-b'] }, 'max');
  const cases: [string, Readonly<Record<string, string>>, object][] = [
    [
      'none rings',
      { 'Staging-a': 'OK', 'Staging-b': 'OK' },
      { kind: 'series', unit: 'alarms', series: { values: [0], periodSeconds: 600 } },
    ],
    ['one rings', { 'Staging-a': 'OK', 'Staging-b': 'ALARM' }, { series: { values: [1] } }],
    ['one knows nothing', { 'Staging-a': 'OK', 'Staging-b': 'INSUFFICIENT_DATA' }, { kind: 'no-data' }],
    ['one does not exist', { 'Staging-a': 'OK' }, { kind: 'no-entity' }],
  ];
  test.each(cases)('%s', async (_, byName, expected) => {
    expect(await fetchOne({ DescribeAlarms: states(byName) }, both)).toMatchObject(expected);
    expect(server!.requests).toHaveLength(1);
  });

  test('say nothing of a window that is over for long', async () => {
    expect((await fetchOne({ DescribeAlarms: states({ 'Staging-a': 'OK', 'Staging-b': 'OK' }) }, both, now + 3_600_000)).kind).toBe(
      'no-data',
    );
  });

  test('that may not be read are unauthorised', async () => {
    expect((await fetchOne({ DescribeAlarms: () => ({ error: 'AccessDeniedException', status: 403 }) }, both)).kind).toBe('unauthorised');
  });
});

describe('error budgets', () => {
  const slo = own({ kind: 'slo', slo: 'checkout' });
  const report =
    (more: object): Operation =>
    () => ({ Timestamp: second, Reports: [{ Name: 'checkout', Arn: 'arn:slo', BudgetStatus: 'OK', ...more }], Errors: [] });
  const cases: [string, Operation, object][] = [
    ['of time', report({ TotalBudgetSeconds: 200, BudgetSecondsRemaining: 50 }), { kind: 'series', unit: '%', series: { values: [25] } }],
    ['of requests', report({ TotalBudgetRequests: 1000, BudgetRequestsRemaining: 900 }), { series: { values: [90] } }],
    ['used up', report({ TotalBudgetSeconds: 200, BudgetSecondsRemaining: -50 }), { series: { values: [0] } }],
    ['without data', report({ BudgetStatus: 'INSUFFICIENT_DATA' }), { kind: 'no-data' }],
    [
      'of an unknown SLO',
      () => ({
        Timestamp: second,
        Reports: [],
        Errors: [{ Name: 'checkout', Arn: '', ErrorCode: 'ResourceNotFound', ErrorMessage: 'none' }],
      }),
      { kind: 'no-entity' },
    ],
    ['that nobody answered for', () => ({ Timestamp: second, Reports: [], Errors: [] }), { kind: 'no-entity' }],
    ['refused', () => ({ error: 'AccessDeniedException', status: 403 }), { kind: 'unauthorised' }],
  ];
  test.each(cases)('%s', async (_, operation, expected) => {
    expect(await fetchOne({ 'POST /budget-report': operation }, slo)).toMatchObject(expected);
  });

  test('are not supported where there is no client for them', async () => {
    server = await AwsServer.start({});
    const { answers } = await new CloudWatchSource(cloudWatchClient(server.config), { clock: () => now }).fetch([slo]);
    expect(answers[0]!.outcome.kind).toBe('unsupported');
  });
});

describe('entities by tag', () => {
  const tags: Tag[] = [{ context: 'AWS', key: 'Stage', value: 'staging' }];
  const tagged = request(signature('service.requestspermin', 'count'), { environment: { name: 'Staging', tags } });
  const arn = (resource: string): object => ({ ResourceARN: `arn:aws:elasticloadbalancing:us-east-1:123456789012:${resource}` });
  const resources =
    (...names: string[]): Operation =>
    ({ PaginationToken }) =>
      PaginationToken === undefined
        ? { PaginationToken: 'more', ResourceTagMappingList: names.slice(0, 1).map(arn) }
        : { PaginationToken: '', ResourceTagMappingList: names.slice(1).map(arn) };

  test('every page is read, and the load balancer and its target group are the dimensions', async () => {
    const outcome = await fetchOne(
      { GetResources: resources('loadbalancer/app/shop/1', 'targetgroup/shop/2'), GetMetricData: everything() },
      tagged,
    );
    expect(outcome.kind).toBe('series');
    expect(server!.requests[0]!.input).toMatchObject({ TagFilters: [{ Key: 'Stage', Values: ['staging'] }] });
    expect(queries()[0]!.MetricStat.Metric.Dimensions).toEqual([
      { Name: 'LoadBalancer', Value: 'app/shop/1' },
      { Name: 'TargetGroup', Value: 'targetgroup/shop/2' },
    ]);
  });

  test.each([
    ['nothing', [], '0 load balancers carry the tags Stage=staging'],
    ['two load balancers', ['loadbalancer/app/a/1', 'loadbalancer/app/b/1'], '2 load balancers carry'],
    ['two target groups', ['loadbalancer/app/a/1', 'targetgroup/a/1', 'targetgroup/b/1'], '2 target groups carry'],
  ])('%s is no entity', async (_, names, detail) => {
    expect(await fetchOne({ GetResources: resources(...names) }, tagged)).toMatchObject({
      kind: 'no-entity',
      detail: expect.stringContaining(detail) as string,
    });
  });

  test('dimensions of the monspec are not looked up', async () => {
    const both = { ...tagged, environment: { name: 'Staging', tags, cloudwatch: { dimensions } } };
    await fetchOne({ GetMetricData: everything() }, both);
    expect(server!.requests.map(({ operation }) => operation)).toEqual(['GetMetricData']);
  });

  test('that may not be looked up are unauthorised', async () => {
    expect(await fetchOne({ GetResources: () => ({ error: 'AccessDeniedException' }) }, tagged)).toMatchObject({
      kind: 'unauthorised',
      detail: expect.stringContaining('Resource Groups Tagging API') as string,
    });
  });
});
