import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, DescribeAlarmsCommand, PutMetricAlarmCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { cloudWatchService } from '../../rehearsal/services/cloudwatch/cloudwatch';
import { keepDiskAlarms } from '../../lambda/ops/disks/disk-alarms';
import { AwsDisks } from '../../lambda/ops/disks/disk-alarms.client';
import { goneInstance } from '../../lambda/ops/disks/instance-event';
import { planDisks, alarmsOf } from '../../lambda/ops/disks/plan';
import { levelsOf } from '../../lambda/ops/disks/settings';
import { clientSettings, createRole, startCloud, stopClouds } from '../rehearsal/support/real-cloud';
import { recorder } from '../rehearsal/support/deploy-cloud';

afterEach(stopClouds);

const topic = (name: string) => `arn:aws:sns:us-east-1:123456789012:${name}`;
const settings = {
  EMAIL_TOPIC_ARN: topic('people'),
  CRITICAL_TOPIC_ARN: topic('pager'),
  DISK_EMAIL_PERCENT: '60',
  DISK_CRITICAL_PERCENT: '80',
};
const levels = levelsOf(settings);

const mayDo = [
  {
    Effect: 'Allow',
    Action: ['cloudwatch:PutMetricAlarm', 'cloudwatch:DeleteAlarms'],
    Resource: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:unbreakable-disk-*',
  },
  { Effect: 'Allow', Action: 'cloudwatch:DescribeAlarms', Resource: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:*' },
  { Effect: 'Allow', Action: ['cloudwatch:ListMetrics', 'autoscaling:DescribeAutoScalingInstances'], Resource: '*' },
] as const;

/** A cloud with the given instances and disks, and the ports of the function under its role. */
const withDisks = async (disks: readonly [instance: string, device: string, path: string][], instances: Record<string, string>) => {
  const running = recorder('autoscaling', 'autoscaling', {
    DescribeAutoScalingInstances: () => ({
      AutoScalingInstances: Object.entries(instances).map(([InstanceId, LifecycleState]) => ({
        InstanceId,
        LifecycleState,
        AutoScalingGroupName: 'g',
      })),
    }),
  });
  const cloud = await startCloud([cloudWatchService, running]);
  const operator = new CloudWatchClient(clientSettings(cloud));
  for (const [InstanceId, device, path] of disks) {
    const Dimensions = Object.entries({ AutoScalingGroupName: 'g', InstanceId, device, fstype: 'xfs', path }).map(([Name, Value]) => ({
      Name,
      Value,
    }));
    await operator.send(
      new PutMetricDataCommand({
        Namespace: 'Unbreakable/Hosts',
        MetricData: [{ MetricName: 'disk_used_percent', Value: 20, Dimensions }],
      }),
    );
  }
  const role = await createRole(cloud, mayDo);
  const ports = new AwsDisks(new CloudWatchClient(clientSettings(cloud, role)), new AutoScalingClient(clientSettings(cloud, role)));
  const alarms = async () => (await operator.send(new DescribeAlarmsCommand({}))).MetricAlarms ?? [];
  return { cloud, operator, ports, alarms };
};

const names = (found: readonly { AlarmName?: string | undefined }[]) =>
  found.map(({ AlarmName }) => AlarmName ?? '').toSorted((a, b) => a.localeCompare(b));

test('every disk of a running instance gets two alarms with its own dimensions, whatever it is called', async () => {
  const { ports, alarms } = await withDisks(
    [
      ['i-1', 'nvme0n1p1', '/'],
      ['i-1', 'nvme1n1', '/var/data'],
      ['i-2', 'xvda1', '/'],
    ],
    { 'i-1': 'InService', 'i-2': 'Terminating:Wait' },
  );
  await keepDiskAlarms(ports, levels);
  const found = await alarms();
  expect(names(found)).toEqual([
    'unbreakable-disk-i-1-critical-nvme0n1p1-/',
    'unbreakable-disk-i-1-critical-nvme1n1-/var/data',
    'unbreakable-disk-i-1-email-nvme0n1p1-/',
    'unbreakable-disk-i-1-email-nvme1n1-/var/data',
  ]);
  expect(found.find(({ AlarmName }) => AlarmName === 'unbreakable-disk-i-1-critical-nvme1n1-/var/data')).toMatchObject({
    Namespace: 'Unbreakable/Hosts',
    MetricName: 'disk_used_percent',
    Statistic: 'Average',
    Period: 300,
    EvaluationPeriods: 2,
    Threshold: 80,
    AlarmActions: [topic('pager')],
    OKActions: [topic('pager')],
    TreatMissingData: 'ignore',
    Dimensions: expect.arrayContaining([
      { Name: 'path', Value: '/var/data' },
      { Name: 'fstype', Value: 'xfs' },
      { Name: 'AutoScalingGroupName', Value: 'g' },
    ]),
  });
});

test('a second run changes nothing; another threshold changes the alarms of that level only', async () => {
  const { ports } = await withDisks([['i-1', 'xvda1', '/']], { 'i-1': 'InService' });
  await keepDiskAlarms(ports, levels);
  expect(await keepDiskAlarms(ports, levels)).toEqual({ put: [], remove: [] });
  const { put, remove } = await keepDiskAlarms(ports, levelsOf({ ...settings, DISK_CRITICAL_PERCENT: '90' }));
  expect([put.map(({ name }) => name), remove]).toEqual([['unbreakable-disk-i-1-critical-xvda1-/'], []]);
});

test('alarms go with their instance, at once when an event says so, and orphans in batches of a hundred', async () => {
  const many = Array.from({ length: 60 }, (_, index): [string, string, string] => ['i-1', `xvd${index}`, `/disk${index}`]);
  const instances: Record<string, string> = { 'i-1': 'InService', 'i-2': 'InService' };
  const { ports, operator, alarms } = await withDisks([...many, ['i-2', 'xvda1', '/']], instances);
  const own = {
    AlarmName: 'mine',
    Namespace: 'App',
    MetricName: 'X',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
  } as const;
  await operator.send(new PutMetricAlarmCommand(own));
  await keepDiskAlarms(ports, levels);
  await keepDiskAlarms(ports, levels, 'i-2');
  expect(names(await alarms()).filter((name) => name.includes('i-2'))).toEqual([]);
  delete instances['i-1'];
  delete instances['i-2'];
  const { remove } = await keepDiskAlarms(ports, levels);
  expect(remove).toHaveLength(120);
  expect(names(await alarms())).toEqual(['mine']);
});

test('a path of any length makes a name that CloudWatch takes, and still its own', () => {
  const disk = (path: string) => ({ instanceId: 'i-1', device: 'd', path, dimensions: [] });
  const [first, second] = alarmsOf([disk(`/${'x'.repeat(300)}a`), disk(`/${'x'.repeat(300)}b`)], levels.slice(0, 1));
  expect([first!.name.length, second!.name.length]).toEqual([255, 255]);
  expect(first!.name).not.toBe(second!.name);
});

test('the order of dimensions is no difference', () => {
  const alarm = { name: 'a', description: '', percent: 60, topicArn: 't' };
  const [one, two] = [
    { Name: 'a', Value: '1' },
    { Name: 'b', Value: '2' },
  ];
  expect(planDisks([{ ...alarm, dimensions: [one, two] }], [{ ...alarm, dimensions: [two, one] }])).toEqual({ put: [], remove: [] });
});

test.each<[string, unknown, string | undefined]>([
  ['terminated', { 'detail-type': 'EC2 Instance State-change Notification', detail: { 'instance-id': 'i-1', state: 'terminated' } }, 'i-1'],
  ['running', { 'detail-type': 'EC2 Instance State-change Notification', detail: { 'instance-id': 'i-1', state: 'running' } }, undefined],
  ['the schedule', { 'detail-type': 'Scheduled Event', detail: {} }, undefined],
])('the instance that goes by %s', (_, event, gone) => {
  expect(goneInstance(event)).toBe(gone);
});

test('missing settings are named', () => {
  expect(() => levelsOf({ ...settings, DISK_EMAIL_PERCENT: 'many', CRITICAL_TOPIC_ARN: undefined })).toThrow(
    /CRITICAL_TOPIC_ARN, DISK_EMAIL_PERCENT.*Deploy the operations stack again/,
  );
});
