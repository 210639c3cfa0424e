import { gunzipSync } from 'node:zlib';
import { logsService, type LogsService } from '../../../../rehearsal/services/logs/logs';
import { FakeCloud, ManualClock, operator, roleArn, virtualStart } from '../../support/fake-cloud';

const lambda = 'arn:aws:lambda:us-east-1:123456789012:function:forwarder';
const stream = 'arn:aws:firehose:us-east-1:123456789012:deliverystream/logs';

let clock: ManualClock;
let cloud: FakeCloud;
let logs: LogsService;
beforeEach(async () => {
  clock = new ManualClock();
  cloud = new FakeCloud(clock);
  logs = cloud.add(logsService);
  cloud.addRecorder('lambda', { Invoke: () => ({ StatusCode: 202 }) });
  cloud.addRecorder('firehose', { PutRecord: () => ({ RecordId: '1' }) });
  await cloud.create('AWS::Logs::LogGroup', { LogGroupName: 'app' });
});
afterEach(() => cloud.stop());

const subscribe = (more: object = {}) =>
  cloud.create('AWS::Logs::SubscriptionFilter', { LogGroupName: 'app', DestinationArn: lambda, FilterPattern: '', ...more });
const write = async (logStreamName: string, ...messages: readonly string[]) => {
  await cloud.call('logs', 'CreateLogStream', { logGroupName: 'app', logStreamName }, operator).catch(() => undefined);
  const logEvents = messages.map((message) => ({ timestamp: virtualStart, message }));
  await cloud.call('logs', 'PutLogEvents', { logGroupName: 'app', logStreamName, logEvents }, operator);
};
const unpacked = (data: Uint8Array) =>
  JSON.parse(gunzipSync(data).toString('utf8')) as { logStream: string; logEvents: { message: string; id: string }[] };
const invocations = () =>
  cloud.callsTo('lambda', 'Invoke').map(({ input }) => {
    const { awslogs } = JSON.parse(String(input['Payload'])) as { awslogs: { data: string } };
    return unpacked(Buffer.from(awslogs.data, 'base64'));
  });

test('lines of a group reach a function, packed by stream, in their order, each once', async () => {
  await subscribe();
  await write('a', 'one', 'two');
  await write('b', 'three');
  await clock.advance(60_000);
  await write('a', 'four');
  await clock.advance(60_000);
  expect(invocations().map(({ logStream, logEvents }) => [logStream, ...logEvents.map(({ message }) => message)])).toEqual([
    ['a', 'one', 'two'],
    ['b', 'three'],
    ['a', 'four'],
  ]);
  expect(new Set(invocations().flatMap(({ logEvents }) => logEvents.map(({ id }) => id))).size).toBe(4);
  expect(cloud.callsTo('lambda', 'Invoke')[0]!.caller).toEqual({
    kind: 'service',
    name: 'logs.amazonaws.com',
    sourceArn: 'arn:aws:logs:us-east-1:123456789012:log-group:app:*',
  });
});

test('a pattern chooses lines; draining does not wait', async () => {
  await subscribe({ FilterPattern: 'ERROR' });
  await write('a', 'ERROR one', 'INFO two');
  await logs.subscriptions.drain();
  expect(invocations().map(({ logEvents }) => logEvents.map(({ message }) => message))).toEqual([['ERROR one']]);
});

test('a stream gets one record of many lines, under the role of the subscription', async () => {
  await subscribe({ DestinationArn: stream, RoleArn: roleArn });
  await write('a', 'one', 'two');
  await clock.advance(60_000);
  const [call] = cloud.callsTo('firehose', 'PutRecord');
  expect(call!.caller).toEqual({ kind: 'role', arn: roleArn });
  expect(unpacked((call!.input['Record'] as { Data: Uint8Array }).Data).logEvents).toHaveLength(2);
});

test.each([
  [
    'a destination that is no function and no stream',
    { DestinationArn: 'arn:aws:sqs:us-east-1:123456789012:q' },
    /only functions and Firehose streams/,
  ],
  ['a group that is not there', { LogGroupName: 'other' }, /does not exist/],
])('%s is refused', async (_, change, message) => {
  await expect(subscribe(change)).rejects.toThrow(message);
});

test('a function that does not let CloudWatch Logs in is refused at once; a third subscription too', async () => {
  cloud.forbidden.add('lambda:InvokeFunction');
  await expect(subscribe()).rejects.toThrow(/Could not deliver test message/);
  cloud.forbidden.clear();
  await subscribe();
  await subscribe();
  await expect(subscribe()).rejects.toMatchObject({ code: 'LimitExceededException' });
});
