import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../../../rehearsal/cloud/aws-error';
import { stepFunctionsService } from '../../../../rehearsal/services/step-functions/step-functions';
import { FakeCloud, ManualClock, operator, role, roleArn, settle, virtualStart } from '../../support/fake-cloud';

type Reply = object | Error;

/** A cloud whose Lambda answers from a list, one reply per call; the last one repeats. */
const cloudWith = (...replies: Reply[]) => {
  const clock = new ManualClock();
  const cloud = new FakeCloud(clock);
  const times: number[] = [];
  cloud.addRecorder('lambda', {
    Invoke: () => {
      times.push(clock.now() - virtualStart);
      const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? {};
      if (reply instanceof Error) throw reply;
      return {
        StatusCode: 200,
        ExecutedVersion: '$LATEST',
        ...('FunctionError' in reply ? reply : { Payload: Buffer.from(JSON.stringify(reply)) }),
      };
    },
  });
  cloud.add(stepFunctionsService);
  return { cloud, clock, times };
};

const failing = (errorType: string) => ({
  FunctionError: 'Unhandled',
  Payload: Buffer.from(JSON.stringify({ errorType, errorMessage: 'no metrics', trace: [] })),
});

const task = (more: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'look', 'Payload.$': '$' },
  OutputPath: '$.Payload',
  End: true,
  ...more,
});

const create = async (cloud: FakeCloud, definition: object | string, more: object = {}) => {
  const DefinitionString = typeof definition === 'string' ? definition : JSON.stringify(definition);
  return (await cloud.create('AWS::StepFunctions::StateMachine', { RoleArn: roleArn, DefinitionString, StateMachineName: 'gate', ...more }))
    .ref;
};

const start = async (cloud: FakeCloud, stateMachineArn: string, input: unknown = {}, name = 'one') =>
  (
    await cloud.call<{ executionArn: string }>(
      'states',
      'StartExecution',
      { stateMachineArn, name, input: JSON.stringify(input) },
      operator,
    )
  ).executionArn;

const describeIt = (cloud: FakeCloud, executionArn: string) =>
  cloud.call<DescribeExecutionOutput>('states', 'DescribeExecution', { executionArn }, operator);

test('tasks call Lambda as the role of the state machine; the loop waits until the virtual instant it is told', async () => {
  const at = new Date(virtualStart + 10 * 60_000).toISOString();
  const { cloud, clock, times } = cloudWith({ next: 'look', at }, { next: 'done', at });
  const machine = await create(cloud, {
    StartAt: 'WaitUntilDue',
    States: {
      WaitUntilDue: { Type: 'Wait', TimestampPath: '$.at', Next: 'Route' },
      Route: { Type: 'Choice', Choices: [{ Variable: '$.next', StringEquals: 'done', Next: 'Done' }], Default: 'Look' },
      Look: task({ End: undefined, Next: 'WaitUntilDue' }),
      Done: { Type: 'Succeed' },
    },
  });
  const arn = await start(cloud, machine, { next: 'look', at: new Date(virtualStart + 120_000).toISOString() });
  await clock.advance(60_000);
  expect(await describeIt(cloud, arn)).toMatchObject({ status: 'RUNNING', startDate: new Date(virtualStart) });
  await clock.advance(10 * 60_000);
  expect(times).toEqual([120_000, 600_000]);
  expect(cloud.callsTo('lambda', 'Invoke')[0]).toMatchObject({ caller: role, input: { FunctionName: 'look' } });
  expect(await describeIt(cloud, arn)).toMatchObject({
    status: 'SUCCEEDED',
    output: JSON.stringify({ next: 'done', at }),
    stopDate: new Date(virtualStart + 600_000),
  });
});

test('retries wait their virtual intervals, and a caught error arrives with its JSON cause', async () => {
  const { cloud, clock, times } = cloudWith(failing('ThrottledError'));
  const machine = await create(cloud, {
    StartAt: 'Look',
    States: {
      Look: task({
        End: undefined,
        Next: 'End',
        Retry: [{ ErrorEquals: ['ThrottledError'], IntervalSeconds: 30, BackoffRate: 2, MaxAttempts: 2 }],
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'End' }],
      }),
      End: { Type: 'Pass', End: true },
    },
  });
  const arn = await start(cloud, machine, { id: 'v1' });
  await clock.advance(200_000);
  expect(times).toEqual([0, 30_000, 90_000]);
  const { output } = await describeIt(cloud, arn);
  const { id, error } = JSON.parse(output!) as { id: string; error: { Error: string; Cause: string } };
  expect({ id, name: error.Error, cause: JSON.parse(error.Cause) as unknown }).toEqual({
    id: 'v1',
    name: 'ThrottledError',
    cause: { errorType: 'ThrottledError', errorMessage: 'no metrics', trace: [] },
  });
});

test.each([
  ['the function failed', failing('TypeError'), 'TypeError'],
  ['Lambda refused the call', new AwsError('AccessDeniedException', 'not authorized'), 'Lambda.AccessDeniedException'],
])('an execution whose task fails for good is FAILED: %s', async (_what, reply, error) => {
  const { cloud, clock } = cloudWith(reply);
  const arn = await start(cloud, await create(cloud, { StartAt: 'Look', States: { Look: task() } }));
  await clock.advance(1000);
  expect(await describeIt(cloud, arn)).toMatchObject({ status: 'FAILED', error });
  expect(cloud.events.map(({ detail }) => [detail['status'], detail['error']])).toEqual([
    ['RUNNING', null],
    ['FAILED', error],
  ]);
});

test('a Fail state names its error and cause', async () => {
  const { cloud, clock } = cloudWith({});
  const arn = await start(
    cloud,
    await create(cloud, { StartAt: 'No', States: { No: { Type: 'Fail', Error: 'Undecided', Cause: 'no data' } } }),
  );
  await clock.advance(10);
  expect(await describeIt(cloud, arn)).toMatchObject({ status: 'FAILED', error: 'Undecided', cause: 'no data' });
});

test('TimeoutSeconds is virtual', async () => {
  const { cloud, clock } = cloudWith({});
  const arn = await start(
    cloud,
    await create(cloud, { StartAt: 'W', TimeoutSeconds: 3600, States: { W: { Type: 'Wait', Seconds: 7200, End: true } } }),
  );
  await clock.advance(3_599_000);
  expect((await describeIt(cloud, arn)).status).toBe('RUNNING');
  await clock.advance(2000);
  expect(await describeIt(cloud, arn)).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
});

test("a task without a limit may take more than the library's sixty seconds", async () => {
  const clock = new ManualClock();
  const cloud = new FakeCloud(clock);
  cloud.addRecorder('lambda', { Invoke: () => clock.sleep(300_000).then(() => ({ StatusCode: 200, Payload: Buffer.from('1') })) });
  cloud.add(stepFunctionsService);
  const arn = await start(cloud, await create(cloud, { StartAt: 'Look', States: { Look: task() } }));
  await clock.advance(310_000);
  expect(await describeIt(cloud, arn)).toMatchObject({ status: 'SUCCEEDED', output: '1' });
});

test('StopExecution aborts, once, with the reason given', async () => {
  const { cloud, clock } = cloudWith({});
  const arn = await start(cloud, await create(cloud, { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 7200, End: true } } }));
  await clock.advance(1000);
  await cloud.call('states', 'StopExecution', { executionArn: arn, error: 'Operator', cause: 'enough' }, operator);
  await settle();
  await cloud.call('states', 'StopExecution', { executionArn: arn, error: 'Again' }, operator);
  await settle();
  expect(await describeIt(cloud, arn)).toMatchObject({ status: 'ABORTED', error: 'Operator', cause: 'enough' });
  expect(cloud.events.at(-1)).toMatchObject({ source: 'aws.states', detail: { status: 'ABORTED', error: 'Operator' } });
});

test('the context object knows the execution', async () => {
  const { cloud, clock } = cloudWith({});
  const Parameters = { 'name.$': '$$.Execution.Name', 'id.$': '$$.Execution.Id', 'start.$': '$$.Execution.StartTime' };
  const arn = await start(cloud, await create(cloud, { StartAt: 'P', States: { P: { Type: 'Pass', Parameters, End: true } } }), {}, 'v-7');
  await clock.advance(10);
  const { output } = await describeIt(cloud, arn);
  expect(JSON.parse(output!)).toEqual({ name: 'v-7', id: arn, start: new Date(virtualStart).toISOString() });
});

describe('a name is used once', () => {
  const waiting = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } };

  test('the same input while it runs answers the running execution', async () => {
    const { cloud } = cloudWith({});
    const machine = await create(cloud, waiting);
    expect(await start(cloud, machine, { a: 1 })).toBe(await start(cloud, machine, { a: 1 }));
    expect(cloud.events).toHaveLength(1);
    await cloud.stop();
  });

  test('other input, or an execution that has ended, is refused', async () => {
    const { cloud, clock } = cloudWith({});
    const machine = await create(cloud, waiting);
    await start(cloud, machine, { a: 1 });
    await expect(start(cloud, machine, { a: 2 })).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
    await clock.advance(61_000);
    await expect(start(cloud, machine, { a: 1 })).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
  });
});

test('executions are listed newest first, by status and page; the history names the states', async () => {
  const { cloud, clock } = cloudWith({});
  const machine = await create(cloud, { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } });
  for (const name of ['a', 'b', 'c']) await start(cloud, machine, {}, name);
  await clock.advance(10);
  const list = (more: object) =>
    cloud.call<{ executions: { name: string }[]; nextToken?: string }>(
      'states',
      'ListExecutions',
      { stateMachineArn: machine, ...more },
      operator,
    );
  const first = await list({ maxResults: 2 });
  const second = await list({ maxResults: 2, nextToken: first.nextToken });
  expect([...first.executions, ...second.executions].map(({ name }) => name)).toEqual(['c', 'b', 'a']);
  expect(second.nextToken).toBeUndefined();
  expect((await list({ statusFilter: 'RUNNING' })).executions).toEqual([]);
  const history = await cloud.call<{ events: { type: string }[] }>(
    'states',
    'GetExecutionHistory',
    { executionArn: machine.replace(':stateMachine:', ':execution:') + ':a' },
    operator,
  );
  expect(history.events.map(({ type }) => type)).toEqual(['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded']);
});

test('stopping the service ends what runs, without failures', async () => {
  const { cloud } = cloudWith({});
  await start(cloud, await create(cloud, { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 7200, End: true } } }));
  await settle();
  await cloud.stop();
  expect(cloud.failures).toEqual([]);
});
