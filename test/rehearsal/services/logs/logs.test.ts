import { cloudWatchService } from '../../../../rehearsal/services/cloudwatch/cloudwatch';
import { logsService } from '../../../../rehearsal/services/logs/logs';
import { FakeCloud, ManualClock, operator, role, settle, virtualStart } from '../../support/fake-cloud';

let cloud: FakeCloud;
beforeEach(async () => {
  cloud = new FakeCloud(new ManualClock());
  cloud.add(cloudWatchService);
  cloud.add(logsService);
  await cloud.create('AWS::Logs::LogGroup', { LogGroupName: 'app', RetentionInDays: 30 });
  await call('CreateLogStream', { logStreamName: 's' });
});
afterEach(() => cloud.stop());

const call = <T = object>(operation: string, input: object) =>
  cloud.call<T>('logs', operation, { logGroupName: 'app', ...input }, operator);
const put = (...messages: string[]) =>
  call('PutLogEvents', { logStreamName: 's', logEvents: messages.map((message) => ({ timestamp: virtualStart, message })) });
const filter = async (input: object) =>
  (await call<{ events: { message: string }[]; nextToken?: string }>('FilterLogEvents', input)).events.map(({ message }) => message);

test('what is put is found, by terms, time and stream', async () => {
  await put('INFO started', 'ERROR no database', 'ERROR "quoted words" here');
  expect(await filter({})).toHaveLength(3);
  expect(await filter({ filterPattern: 'ERROR' })).toEqual(['ERROR no database', 'ERROR "quoted words" here']);
  expect(await filter({ filterPattern: 'ERROR "no database"' })).toEqual(['ERROR no database']);
  expect(await filter({ startTime: virtualStart + 1 })).toEqual([]);
  expect(await filter({ logStreamNames: ['other'] })).toEqual([]);
  expect(await filter({ limit: 1 })).toEqual(['INFO started']);
});

test('groups and streams are described', async () => {
  await put('x');
  expect(await cloud.call('logs', 'DescribeLogGroups', {}, operator)).toMatchObject({
    logGroups: [{ logGroupName: 'app', retentionInDays: 30, arn: 'arn:aws:logs:us-east-1:123456789012:log-group:app:*' }],
  });
  expect(await call('DescribeLogStreams', {})).toMatchObject({ logStreams: [{ logStreamName: 's', lastEventTimestamp: virtualStart }] });
});

test('metrics in lines arrive in CloudWatch without any permission of the writer', async () => {
  const line = (latency: number) =>
    JSON.stringify({
      _aws: { Timestamp: virtualStart, CloudWatchMetrics: [{ Namespace: 'Sample', Dimensions: [[]], Metrics: [{ Name: 'latency' }] }] },
      latency,
    });
  await cloud.call(
    'logs',
    'PutLogEvents',
    {
      logGroupName: 'app',
      logStreamName: 's',
      logEvents: [10, 30].map((latency) => ({ timestamp: virtualStart, message: line(latency) })),
    },
    role,
  );
  await settle();
  const { Datapoints } = await cloud.call<{ Datapoints: { Average: number }[] }>(
    'monitoring',
    'GetMetricStatistics',
    {
      Namespace: 'Sample',
      MetricName: 'latency',
      StartTime: new Date(virtualStart),
      EndTime: new Date(virtualStart + 60_000),
      Period: 60,
      Statistics: ['Average'],
    },
    operator,
  );
  expect(Datapoints[0]!.Average).toBe(20);
  expect(cloud.callsTo('monitoring', 'PutMetricData')[0]!.caller).toEqual({ kind: 'service', name: 'logs.amazonaws.com' });
});

test('lines of last month and of tomorrow are rejected by index', async () => {
  const day = 86_400_000;
  const logEvents = [-30 * day, 0, day].map((offset) => ({ timestamp: virtualStart + offset, message: 'x' }));
  expect(await call('PutLogEvents', { logStreamName: 's', logEvents })).toMatchObject({
    rejectedLogEventsInfo: { tooOldLogEventEndIndex: 1, tooNewLogEventStartIndex: 2 },
  });
  expect(await filter({})).toEqual(['x']);
});

test.each([
  ['PutLogEvents', { logStreamName: 's', logEvents: [] }, 'InvalidParameterException'],
  ['PutLogEvents', { logStreamName: 'other', logEvents: [{ timestamp: virtualStart, message: 'x' }] }, 'ResourceNotFoundException'],
  [
    'PutLogEvents',
    { logGroupName: 'other', logStreamName: 's', logEvents: [{ timestamp: virtualStart, message: 'x' }] },
    'ResourceNotFoundException',
  ],
  [
    'PutLogEvents',
    {
      logStreamName: 's',
      logEvents: [
        { timestamp: virtualStart, message: 'x' },
        { timestamp: 1, message: 'y' },
      ],
    },
    'InvalidParameterException',
  ],
  ['PutLogEvents', { logStreamName: 's', logEvents: [{ message: 'x' }] }, 'InvalidParameterException'],
  ['CreateLogStream', { logStreamName: 's' }, 'ResourceAlreadyExistsException'],
  ['CreateLogStream', { logStreamName: 'a:b' }, 'InvalidParameterException'],
  ['CreateLogGroup', {}, 'ResourceAlreadyExistsException'],
  ['FilterLogEvents', { filterPattern: '{ $.level = "ERROR" }' }, 'InvalidParameterException'],
  ['DescribeLogStreams', { nextToken: 'x' }, 'InvalidParameterException'],
])('%s %j is refused with %s', async (operation, input, code) => {
  await expect(call(operation, input)).rejects.toMatchObject({ code });
});

test('a role that may not write is refused by stream', async () => {
  cloud.forbidden.add('logs:PutLogEvents');
  const logEvents = [{ timestamp: virtualStart, message: 'x' }];
  await expect(cloud.call('logs', 'PutLogEvents', { logGroupName: 'app', logStreamName: 's', logEvents }, role)).rejects.toMatchObject({
    code: 'AccessDeniedException',
  });
  expect(cloud.denied).toEqual(['logs:PutLogEvents arn:aws:logs:us-east-1:123456789012:log-group:app:log-stream:s']);
});
