import type { PutEventsResponse } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../../rehearsal/cloud/aws-error';
import type { Principal } from '../../../../rehearsal/cloud/service';
import { eventsService } from '../../../../rehearsal/services/events/events';
import { FakeCloud, ManualClock, operator, roleArn, settle, virtualStart } from '../../support/fake-cloud';

const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:observe';
const machineArn = 'arn:aws:states:us-east-1:123456789012:stateMachine:gate';
const pipelineArn = 'arn:aws:codepipeline:us-east-1:123456789012:unbreakable-pipeline';
const deadArn = 'arn:aws:sqs:us-east-1:123456789012:dead';
const states: Principal = { kind: 'service', name: 'states.amazonaws.com' };

let clock: ManualClock;
let cloud: FakeCloud;
let control: ReturnType<typeof eventsService>['control'];
/** What the function answers, call by call; then it accepts. */
let problems: AwsError[];

beforeEach(() => {
  clock = new ManualClock();
  cloud = new FakeCloud(clock);
  problems = [];
  const invoke = () => {
    const problem = problems.shift();
    if (problem !== undefined) throw problem;
    return { StatusCode: 202 };
  };
  cloud.addRecorder('lambda', { Invoke: invoke });
  cloud.addRecorder('states', { StartExecution: () => ({}) });
  cloud.addRecorder('codepipeline', { StartPipelineExecution: () => ({}) });
  cloud.addRecorder('sqs', { SendMessage: () => ({}) });
  control = cloud.add(eventsService).control;
});
afterEach(() => cloud.stop());

const rule = (Targets: object[], more: object = {}) =>
  cloud.create('AWS::Events::Rule', {
    Name: 'r',
    EventPattern: { source: ['aws.states'], detail: { status: ['FAILED'] } },
    Targets,
    ...more,
  });

const put = (entry: object = {}, caller: Principal = states) =>
  cloud.call<PutEventsResponse>(
    'events',
    'PutEvents',
    { Entries: [{ Source: 'aws.states', DetailType: 'T', Detail: '{"status":"FAILED"}', ...entry }] },
    caller,
  );

const target = (more: object = {}) => ({ Id: 'one', Arn: functionArn, ...more });
const invoked = () =>
  cloud
    .callsTo('lambda', 'Invoke')
    .map(({ input }) => JSON.parse(Buffer.from(input['Payload'] as Uint8Array).toString()) as Record<string, unknown>);

test('a function gets the event, from the service in the name of the rule', async () => {
  await rule([target()]);
  const { FailedEntryCount, Entries } = await put({ Resources: ['arn:x'] });
  await settle();
  expect(FailedEntryCount).toBe(0);
  expect(invoked()).toEqual([
    {
      version: '0',
      id: Entries![0]!.EventId,
      'detail-type': 'T',
      source: 'aws.states',
      account: '123456789012',
      time: '2026-11-20T09:00:00Z',
      region: 'us-east-1',
      resources: ['arn:x'],
      detail: { status: 'FAILED' },
    },
  ]);
  expect(cloud.callsTo('lambda', 'Invoke')[0]).toMatchObject({
    input: { FunctionName: functionArn, InvocationType: 'Event' },
    caller: { kind: 'service', name: 'events.amazonaws.com', sourceArn: 'arn:aws:events:us-east-1:123456789012:rule/r' },
  });
});

test('other events, and disabled rules, reach nobody', async () => {
  await rule([target()]);
  await rule([target()], { Name: 'off', State: 'DISABLED' });
  await put({ Detail: '{"status":"SUCCEEDED"}' });
  await settle();
  expect(invoked()).toEqual([]);
});

test('a pipeline and a state machine are started with the role of the target', async () => {
  await rule([
    { Id: 'pipeline', Arn: pipelineArn, RoleArn: roleArn },
    { Id: 'machine', Arn: machineArn, RoleArn: roleArn, InputPath: '$.detail' },
  ]);
  await put();
  await settle();
  expect(cloud.callsTo('codepipeline', 'StartPipelineExecution')).toEqual([
    expect.objectContaining({ input: { name: 'unbreakable-pipeline' }, caller: { kind: 'role', arn: roleArn } }),
  ]);
  expect(cloud.callsTo('states', 'StartExecution')[0]!.input).toEqual({ stateMachineArn: machineArn, input: '{"status":"FAILED"}' });
});

describe('a delivery that fails', () => {
  const withQueue = (more: object = {}) =>
    target({ DeadLetterConfig: { Arn: deadArn }, RetryPolicy: { MaximumRetryAttempts: 2 }, ...more });
  const letters = () => cloud.callsTo('sqs', 'SendMessage');

  test('for lack of permission goes to the dead-letter queue at once', async () => {
    await rule([withQueue()]);
    problems = [new AwsError('AccessDeniedException', 'not authorized', 403)];
    await put();
    await settle();
    expect(invoked()).toHaveLength(1);
    expect(letters()[0]).toMatchObject({
      caller: { kind: 'service', name: 'events.amazonaws.com' },
      input: {
        QueueUrl: expect.stringMatching(/\/123456789012\/dead$/),
        MessageAttributes: { ERROR_CODE: { StringValue: 'AccessDeniedException' }, RETRY_ATTEMPTS: { StringValue: '0' } },
      },
    });
    expect(JSON.parse(String(letters()[0]!.input['MessageBody']))).toMatchObject({ source: 'aws.states' });
  });

  test('for a reason that passes is retried with growing pauses', async () => {
    await rule([withQueue()]);
    problems = [new AwsError('TooManyRequestsException', 'slow', 429), new AwsError('ServiceException', 'oops', 500)];
    await put();
    await clock.advance(999);
    expect(invoked()).toHaveLength(1);
    await clock.advance(1);
    expect(invoked()).toHaveLength(2);
    await clock.advance(2000);
    expect(invoked()).toHaveLength(3);
    expect(letters()).toEqual([]);
  });

  test('until the attempts or the age of the event are used up', async () => {
    await rule([withQueue()]);
    problems = Array.from({ length: 9 }, () => new AwsError('ServiceException', 'oops', 500));
    await put();
    await clock.advance(60_000);
    expect(invoked()).toHaveLength(3);
    expect(letters()[0]!.input['MessageAttributes']).toMatchObject({ EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumRetryAttempts' } });
  });

  test('without a queue is in the log', async () => {
    await rule([target()]);
    problems = [new AwsError('ResourceNotFoundException', 'gone', 404)];
    await put();
    await settle();
    expect(cloud.logged.join()).toContain('rule r could not deliver "T"');
    expect(cloud.failures).toEqual([]);
  });
});

test('the tap hears every event, matched or not', async () => {
  const heard: string[] = [];
  const stop = control.onEvent((event) => heard.push(event['detail-type']));
  await put({ DetailType: 'A' });
  stop();
  await put({ DetailType: 'B' });
  expect(heard).toEqual(['A']);
});

test('on demand events come twice and overtake each other', async () => {
  await rule([target()], { EventPattern: { source: ['aws.states'] } });
  control.deliveries = 2;
  control.shuffleMilliseconds = 10_000;
  const waits = [0.9, 0.5, 0.1, 0.2];
  control.random = () => waits.shift() ?? 0;
  await put({ DetailType: 'first' });
  await put({ DetailType: 'second' });
  await clock.advance(10_000);
  expect(invoked().map((event) => event['detail-type'])).toEqual(['second', 'second', 'first', 'first']);
});

test('a schedule fires in virtual time', async () => {
  await rule([target()], { EventPattern: undefined, ScheduleExpression: 'rate(5 minutes)' });
  await clock.advance(11 * 60_000);
  expect(invoked().map(({ source, time }) => [source, time])).toEqual([
    ['aws.events', '2026-11-20T09:05:00Z'],
    ['aws.events', '2026-11-20T09:10:00Z'],
  ]);
  expect(clock.now()).toBe(virtualStart + 11 * 60_000);
});

test.each([
  ['no source', { Source: undefined }, operator, 'InvalidArgument'],
  ['no detail', { Detail: undefined }, operator, 'InvalidArgument'],
  ['a detail that is no object', { Source: 'app', Detail: '[1]' }, operator, 'MalformedDetail'],
  ['the source of a service', {}, operator, 'NotAuthorizedForSourceException'],
  ['another bus', { Source: 'app', EventBusName: 'other' }, operator, 'ResourceNotFoundException'],
] as const)('an entry with %s fails by itself', async (_what, entry, caller, code) => {
  expect(await put(entry, caller)).toMatchObject({ FailedEntryCount: 1, Entries: [{ ErrorCode: code }] });
});

test('more than ten entries are refused', async () => {
  const Entries = Array.from({ length: 11 }, () => ({ Source: 'app', DetailType: 'T', Detail: '{}' }));
  await expect(cloud.call('events', 'PutEvents', { Entries }, operator)).rejects.toMatchObject({ code: 'ValidationException' });
});

test.each([
  ['an unknown operator', [target()], { EventPattern: { source: [{ cidr: 'x' }] } }, /Event pattern is not valid/],
  ['neither pattern nor schedule', [target()], { EventPattern: undefined }, /exactly one of EventPattern and ScheduleExpression/],
  ['another bus', [target()], { EventBusName: 'mine' }, /only the default bus/],
  ['a target without the role it needs', [{ Id: 'x', Arn: pipelineArn }], {}, /RoleArn is required/],
  ['a target that is not rehearsed', [{ Id: 'x', Arn: 'arn:aws:ecs:us-east-1:1:cluster/x' }], {}, /Targets.0.Arn/],
  ['a bad path', [target({ InputPath: 'detail' })], {}, /InputPath/],
])('a rule with %s is refused', async (_what, targets, more, message) => {
  await expect(rule(targets, more)).rejects.toThrow(message);
});
