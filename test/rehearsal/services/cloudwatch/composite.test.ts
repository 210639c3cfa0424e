import type { DescribeAlarmsOutput } from '@aws-sdk/client-cloudwatch';
import { compileRule } from '../../../../rehearsal/services/cloudwatch/composite/rule';
import { operator } from '../../support/fake-cloud';
import { metricsCloud, minute, put } from '../../support/metrics-cloud';

const topic = 'arn:aws:sns:us-east-1:123456789012:people';
const states: Readonly<Record<string, 'ALARM' | 'OK'>> = { slow: 'ALARM', broken: 'OK' };

test.each<[string, boolean]>([
  ['ALARM("slow")', true],
  ['ALARM(slow) AND ALARM(broken)', false],
  ['(ALARM("slow") OR ALARM("broken"))', true],
  ['NOT ALARM("slow") OR OK("broken")', true],
  ['ALARM("arn:aws:cloudwatch:us-east-1:123456789012:alarm:slow")', true],
  ['ALARM("nobody")', false],
  ['TRUE AND NOT FALSE', true],
])('the rule %s', (text, holds) => {
  expect(compileRule(text)?.holds((name) => states[name])).toBe(holds);
});

test.each(['', 'ALARM', 'ALARM("a") ALARM("b")', '(ALARM("a")', 'AT_LEAST(2, ALARM("a"))'])('the rule %p is refused', (text) => {
  expect(compileRule(text)).toBeUndefined();
});

const alarm = (AlarmName: string, MetricName: string, EvaluationPeriods = 1) => ({
  AlarmName,
  Namespace: 'App',
  MetricName,
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods,
  DatapointsToAlarm: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'notBreaching',
});

/** Slow is a symptom; Deploying mutes for five minutes after a deployment. */
const withComposite = async () => {
  const { cloud, clock } = metricsCloud();
  cloud.addRecorder('sns', { Publish: () => ({}) });
  await cloud.create('AWS::CloudWatch::Alarm', alarm('Slow', 'Slow'));
  await cloud.create('AWS::CloudWatch::Alarm', alarm('Deploying', 'Deployment', 5));
  await cloud.create('AWS::CloudWatch::CompositeAlarm', {
    AlarmName: 'Any',
    AlarmRule: 'ALARM("Slow")',
    AlarmActions: [topic],
    OKActions: [topic],
    ActionsSuppressor: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:Deploying',
    ActionsSuppressorWaitPeriod: 120,
    ActionsSuppressorExtensionPeriod: 60,
  });
  await clock.advance(60_000);
  const told = () =>
    cloud.callsTo('sns', 'Publish').map(({ input }) => (JSON.parse(String(input['Message'])) as { NewStateValue: string }).NewStateValue);
  const at = async (metric: string, from: number, to: number) => {
    for (let n = from; n <= to; n += 1) await put(cloud, { MetricName: metric, Timestamp: new Date(minute(n)), Value: 1 });
  };
  return { cloud, clock, told, at };
};

test('a composite alarm tells after its wait, names what is wrong, and tells the end', async () => {
  const { cloud, clock, told, at } = await withComposite();
  const before = told().length;
  await at('Slow', 1, 6);
  await clock.advance(2 * 60_000);
  expect(told().slice(before)).toEqual([]);
  await clock.advance(3 * 60_000);
  expect(told().slice(before)).toEqual(['ALARM']);
  const { CompositeAlarms = [], MetricAlarms = [] } = await cloud.call<DescribeAlarmsOutput>(
    'monitoring',
    'DescribeAlarms',
    { AlarmTypes: ['CompositeAlarm'] },
    operator,
  );
  expect(MetricAlarms).toEqual([]);
  expect(CompositeAlarms).toMatchObject([
    { AlarmName: 'Any', StateValue: 'ALARM', StateReason: 'In ALARM: Slow', ActionsSuppressor: 'Deploying' },
  ]);
  await clock.advance(10 * 60_000);
  expect(told().slice(before)).toEqual(['ALARM', 'OK']);
});

test('what passes while a deployment mutes is never told', async () => {
  const { cloud, clock, told, at } = await withComposite();
  const before = told().length;
  await at('Deployment', 1, 1);
  await at('Slow', 1, 3);
  await clock.advance(12 * 60_000);
  expect(told().slice(before)).not.toContain('ALARM');
  expect(cloud.events.filter(({ detail }) => detail['alarmName'] === 'Slow').length).toBeGreaterThanOrEqual(2);
});

test('what outlasts the mute is told then', async () => {
  const { clock, told, at } = await withComposite();
  const before = told().length;
  await at('Deployment', 1, 1);
  await at('Slow', 1, 20);
  await clock.advance(5 * 60_000);
  expect(told().slice(before)).not.toContain('ALARM');
  await clock.advance(7 * 60_000);
  expect(told().at(-1)).toBe('ALARM');
});

test('alarms are put, changed with their state kept, and deleted all or none', async () => {
  const { cloud, clock } = metricsCloud();
  const call = (operation: string, input: object) => cloud.call<DescribeAlarmsOutput>('monitoring', operation, input, operator);
  await call('PutMetricAlarm', alarm('Disk', 'Used'));
  await put(cloud, { MetricName: 'Used', Timestamp: new Date(minute(0)), Value: 1 });
  await clock.advance(60_000);
  await call('PutMetricAlarm', { ...alarm('Disk', 'Used'), Threshold: 80 });
  expect((await call('DescribeAlarms', {})).MetricAlarms).toMatchObject([{ AlarmName: 'Disk', StateValue: 'ALARM', Threshold: 80 }]);
  await expect(call('DeleteAlarms', { AlarmNames: ['Disk', 'Nothing'] })).rejects.toThrow('Alarm Nothing does not exist');
  await call('DeleteAlarms', { AlarmNames: ['Disk'] });
  expect((await call('DescribeAlarms', {})).MetricAlarms).toEqual([]);
});

test('metric math is evaluated; a band is never in a state, and says why', async () => {
  const { cloud, clock } = metricsCloud();
  const stat = (Id: string, MetricName: string) => ({
    Id,
    MetricStat: { Metric: { Namespace: 'App', MetricName }, Period: 60, Stat: 'Sum' },
    ReturnData: false,
  });
  const common = { EvaluationPeriods: 1, TreatMissingData: 'notBreaching' };
  await cloud.create('AWS::CloudWatch::Alarm', {
    ...common,
    AlarmName: 'Burn',
    Threshold: 14.4,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Metrics: [{ Id: 'burn', Expression: 'FILL(bad, 0) / all / 0.01' }, stat('bad', 'Bad'), stat('all', 'All')],
  });
  await cloud.create('AWS::CloudWatch::Alarm', {
    ...common,
    AlarmName: 'Band',
    ThresholdMetricId: 'band',
    ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold',
    Metrics: [{ Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(all, 3)' }, stat('all', 'All')],
  });
  await put(cloud, { MetricName: 'All', Timestamp: new Date(minute(0)), Value: 100 });
  await put(cloud, { MetricName: 'Bad', Timestamp: new Date(minute(0)), Value: 20 });
  await clock.advance(60_000);
  const { MetricAlarms } = await cloud.call<DescribeAlarmsOutput>('monitoring', 'DescribeAlarms', {}, operator);
  expect(MetricAlarms).toMatchObject([
    { AlarmName: 'Burn', StateValue: 'ALARM', Metrics: [{ Expression: 'FILL(bad, 0) / all / 0.01' }, { Id: 'bad' }, { Id: 'all' }] },
    { AlarmName: 'Band', StateValue: 'INSUFFICIENT_DATA', StateReason: 'No band: a rehearsal has no two weeks to learn one from' },
  ]);
});
