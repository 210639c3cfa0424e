import type { DescribeAlarmsOutput } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../../../rehearsal/cloud/aws-error';
import { operator, type FakeCloud } from '../../support/fake-cloud';
import { metricsCloud, minute, put } from '../../support/metrics-cloud';

const topic = 'arn:aws:sns:us-east-1:123456789012:people';

const properties = {
  AlarmName: 'Slow',
  Namespace: 'App',
  MetricName: 'Latency',
  Statistic: 'Average',
  Period: 60,
  EvaluationPeriods: 2,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'notBreaching',
  AlarmActions: [topic],
  OKActions: [topic],
};

const withAlarm = async (more: object = {}, publish: () => object = () => ({})) => {
  const { cloud, clock } = metricsCloud();
  cloud.addRecorder('sns', { Publish: publish });
  await cloud.create('AWS::CloudWatch::Alarm', { ...properties, ...more });
  return { cloud, clock };
};

const states = async (cloud: FakeCloud, input: object = {}) => {
  const { MetricAlarms = [] } = await cloud.call<DescribeAlarmsOutput>('monitoring', 'DescribeAlarms', input, operator);
  return MetricAlarms.map(({ StateValue }) => StateValue);
};

test('an alarm goes from no data to OK to ALARM and back, telling the topic and the bus each time', async () => {
  const { cloud, clock } = await withAlarm();
  expect(await states(cloud)).toEqual(['INSUFFICIENT_DATA']);
  await clock.advance(60_000);
  expect(await states(cloud)).toEqual(['OK']);
  for (const at of [1, 2]) {
    await put(cloud, { Timestamp: new Date(minute(at)), Value: 9 });
    await clock.advance(60_000);
  }
  expect(await states(cloud, { AlarmNames: ['Slow'] })).toEqual(['ALARM']);
  await clock.advance(6 * 60_000);
  expect(await states(cloud, { StateValue: 'OK' })).toEqual(['OK']);
  expect(cloud.events.map(({ detail }) => (detail['state'] as { value: string }).value)).toEqual(['OK', 'ALARM', 'OK']);
  const published = cloud.callsTo('sns', 'Publish');
  expect(published.map(({ input }) => (JSON.parse(String(input['Message'])) as { NewStateValue: string }).NewStateValue)).toEqual([
    'OK',
    'ALARM',
    'OK',
  ]);
  expect(published[1]).toMatchObject({
    caller: { kind: 'service', name: 'cloudwatch.amazonaws.com', sourceArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:Slow' },
    input: { TopicArn: topic, Subject: 'ALARM: "Slow"' },
  });
  expect(JSON.parse(String(published[1]!.input['Message']))).toMatchObject({
    AWSAccountId: '123456789012',
    NewStateReason: expect.stringContaining('[9, 9]'),
    OldStateValue: 'OK',
    Trigger: { MetricName: 'Latency', Statistic: 'AVERAGE', Period: 60, EvaluationPeriods: 2, Threshold: 5 },
  });
  expect(cloud.events[1]).toMatchObject({
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    detail: {
      alarmName: 'Slow',
      previousState: { value: 'OK' },
      configuration: { metrics: [{ metricStat: { period: 60, stat: 'Average' } }] },
    },
  });
  await cloud.stop();
});

test('a topic that refuses is logged and changes nothing else', async () => {
  const { cloud, clock } = await withAlarm({}, () => {
    throw new AwsError('AuthorizationError', 'no');
  });
  await clock.advance(60_000);
  expect(cloud.logged.join()).toContain('alarm Slow could not reach');
  expect(cloud.failures).toEqual([]);
  await cloud.stop();
});

test('ActionsEnabled false keeps quiet', async () => {
  const { cloud, clock } = await withAlarm({ ActionsEnabled: 'false' });
  await clock.advance(60_000);
  expect(cloud.events).toHaveLength(1);
  expect(cloud.callsTo('sns', 'Publish')).toEqual([]);
  await cloud.stop();
});

const nothing = { MetricName: undefined, Namespace: undefined, Statistic: undefined, Period: undefined };
const stat = (Id: string, Period: number) => ({
  Id,
  MetricStat: { Metric: { Namespace: 'App', MetricName: 'Latency' }, Period, Stat: 'Sum' },
});

test.each([
  ['a metric and metric math', { Metrics: [] }, /exclude each other/],
  [
    'math of other kinds',
    { ...nothing, Metrics: [{ Id: 'e', Expression: 'SUM(METRICS())' }, stat('a', 60)] },
    /the expression SUM\(METRICS\(\)\) is not rehearsed/,
  ],
  [
    'math over several periods',
    { ...nothing, Metrics: [{ Id: 'e', Expression: 'a + b' }, stat('a', 60), stat('b', 300)] },
    /metrics of different periods is not rehearsed/,
  ],
  ['no statistic', { Statistic: undefined }, /exactly one of Statistic/],
  ['more to alarm than periods', { DatapointsToAlarm: 3 }, /must not exceed/],
  ['another kind of action', { AlarmActions: ['arn:aws:automate:us-east-1:ec2:reboot'] }, /only SNS topics and functions/],
  ['a bad period', { Period: 45 }, /Period must be/],
])('an alarm with %s is refused', async (_what, more, message) => {
  await expect(withAlarm(more)).rejects.toThrow(message);
});

test('a dashboard exists and does nothing', async () => {
  const { cloud } = metricsCloud();
  expect(await cloud.create('AWS::CloudWatch::Dashboard', { DashboardBody: '{}' })).toMatchObject({ attributes: {} });
});
