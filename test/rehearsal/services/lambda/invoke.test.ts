import { createFunction, invoke, lambdaCloud } from '../../support/lambda-cloud';
import { eventually, operator, roleArn, virtualStart, type FakeCloud } from '../../support/fake-cloud';

let cloud: FakeCloud;
beforeAll(async () => {
  cloud = await lambdaCloud();
});
afterAll(() => cloud.stop());

const code = (body: string) => `let calls = 0; exports.handler = async (event, context) => { calls += 1; ${body} };`;

describe('a function that answers', () => {
  test('gets the event, the context and an environment of its own', async () => {
    await createFunction(
      cloud,
      'echo',
      code('return { event, id: context.awsRequestId, arn: context.invokedFunctionArn, env: process.env }'),
      {
        Environment: { Variables: { TABLE: 'validations', COUNT: 3 } },
      },
    );
    const { payload } = await invoke(cloud, 'echo', { a: [1, 'ü'] });
    expect(payload).toMatchObject({
      event: { a: [1, 'ü'] },
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      arn: 'arn:aws:lambda:us-east-1:123456789012:function:echo',
      env: {
        TABLE: 'validations',
        COUNT: '3',
        AWS_REGION: 'us-east-1',
        AWS_ENDPOINT_URL: cloud.endpoint,
        AWS_ACCESS_KEY_ID: cloud.credentials(roleArn).accessKeyId,
        AWS_LAMBDA_FUNCTION_NAME: 'echo',
        _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-/),
      },
    });
    expect(payload).not.toHaveProperty('env.HOME');
  });

  test('lives in virtual time, while its time limit is real', async () => {
    await createFunction(cloud, 'clock', code('return { now: Date.now(), left: context.getRemainingTimeInMillis() }'), { Timeout: 5 });
    const { payload } = await invoke(cloud, 'clock');
    const { now, left } = payload as { now: number; left: number };
    expect(Math.abs(now - cloud.clock.now())).toBeLessThan(30_000);
    expect(now).toBeGreaterThanOrEqual(virtualStart);
    expect(left).toBeGreaterThan(4000);
    expect(left).toBeLessThanOrEqual(5000);
  });

  test('is reused warm, and gets a second process under load', async () => {
    await createFunction(
      cloud,
      'count',
      code('await new Promise((done) => setTimeout(done, event.wait)); return { calls, pid: process.pid }'),
    );
    const first = await invoke(cloud, 'count', { wait: 0 });
    const second = await invoke(cloud, 'count', { wait: 0 });
    expect(first.payload).toMatchObject({ calls: 1 });
    expect(second.payload).toEqual({ ...(first.payload as object), calls: 2 });
    const both = await Promise.all([invoke(cloud, 'count', { wait: 300 }), invoke(cloud, 'count', { wait: 300 })]);
    expect(new Set(both.map(({ payload }) => (payload as { pid: number }).pid)).size).toBe(2);
  });

  test('writes its output to the log group of the template, with the rights of its role', async () => {
    await createFunction(cloud, 'talk', code('console.log(JSON.stringify({ message: "hello" })); console.error("oops")'), {
      LoggingConfig: { LogGroup: 'talk-logs' },
    });
    expect((await invoke(cloud, 'talk')).payload).toBeNull();
    const lines = await eventually(() => {
      const found = cloud
        .callsTo('logs', 'PutLogEvents')
        .filter((call) => call.input['logGroupName'] === 'talk-logs' && call.caller.kind === 'role')
        .flatMap((call) => (call.input['logEvents'] as { message: string }[]).map((event) => event.message));
      return found.includes('oops') ? found : undefined;
    });
    expect(lines).toContain('{"message":"hello"}');
    expect(lines.some((line) => line.startsWith('START RequestId'))).toBe(true);
  });
});

test('thousands of lines, empty and huge ones arrive in calls that the API takes', async () => {
  const sizes: number[][] = [];
  cloud.addRecorder('logs', {
    CreateLogStream: () => ({}),
    PutLogEvents: ({ logEvents }: { logEvents: { message: string }[] }) => sizes.push(logEvents.map(({ message }) => message.length)),
  });
  await createFunction(
    cloud,
    'chatty',
    code(
      'for (let n = 0; n < 2500; n += 1) console.log("x"); console.log(""); console.log("y".repeat(300 * 1024)); console.log("z".repeat(200 * 1024)); console.log("w".repeat(200 * 1024))',
    ),
  );
  await invoke(cloud, 'chatty');
  await eventually(() => (sizes.flat().filter((size) => size >= 200 * 1024).length === 3 ? true : undefined));
  expect(sizes.flat().filter((size) => size === 1)).toHaveLength(2500);
  expect(Math.max(...sizes.flat())).toBe(256 * 1024);
  expect(sizes.flat()).not.toContain(0);
  expect(Math.max(...sizes.map((call) => call.length))).toBeLessThanOrEqual(1000);
  expect(Math.max(...sizes.map((call) => call.reduce((sum, size) => sum + size + 26, 0)))).toBeLessThan(1024 * 1024);
});

describe('a function that fails', () => {
  test.each([
    ['throws', 'throw new TypeError("no such build")', { errorType: 'TypeError', errorMessage: 'no such build' }],
    ['throws something else', 'throw "text"', { errorType: 'string', errorMessage: 'text' }],
    ['exits', 'process.exit(3)', { errorType: 'Runtime.ExitError', errorMessage: 'Error: Runtime exited with error: exit status 3' }],
    [
      'is killed',
      'process.kill(process.pid, "SIGKILL"); await new Promise(() => setInterval(() => {}, 1000))',
      { errorType: 'Runtime.ExitError', errorMessage: 'Error: Runtime exited with error: signal: SIGKILL' },
    ],
    [
      'leaves a rejection',
      'Promise.reject(new Error("lost")); await new Promise((done) => setTimeout(done, 500))',
      { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'lost' },
    ],
    [
      'runs too long',
      'for (;;) {}',
      {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringMatching(/^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/),
      },
    ],
    ['answers too much', 'return "x".repeat(7 * 1024 * 1024)', { errorType: 'Function.ResponseSizeTooLarge' }],
  ])('and %s', async (what, body, failure) => {
    const name = `fails-${what.replaceAll(' ', '-')}`;
    await createFunction(cloud, name, code(body), { Timeout: 1 });
    expect(await invoke(cloud, name)).toMatchObject({ status: 200, error: 'Unhandled', payload: failure });
  });

  test('gets a fresh process for the next request', async () => {
    await createFunction(cloud, 'phoenix', code('if (event.die) process.exit(1); return calls'));
    expect((await invoke(cloud, 'phoenix', { die: true })).error).toBe('Unhandled');
    expect((await invoke(cloud, 'phoenix')).payload).toBe(1);
  });

  test.each([
    ['code that does not load', 'throw new Error("broken bundle")', 'index.handler', { errorType: 'Error', errorMessage: 'broken bundle' }],
    ['no such export', 'exports.other = 1', 'index.handler', { errorType: 'Runtime.HandlerNotFound' }],
    ['no such file', 'exports.handler = 1', 'main.handler', { errorType: 'Runtime.ImportModuleError' }],
  ])('while loading: %s', async (what, source, handler, failure) => {
    const name = `init-${what.replaceAll(' ', '-')}`;
    await createFunction(cloud, name, source, { Handler: handler });
    expect(await invoke(cloud, name)).toMatchObject({ error: 'Unhandled', payload: failure });
  });

  test('is counted in AWS/Lambda', async () => {
    const data = await eventually(() => {
      const found = cloud.callsTo('monitoring', 'PutMetricData').flatMap((call) => call.input['MetricData'] as object[]);
      return found.length > 0 ? found : undefined;
    });
    expect(data).toContainEqual(expect.objectContaining({ MetricName: 'Errors', Unit: 'Count' }));
  });
});

describe('a call that Lambda refuses', () => {
  test.each([
    ['an unknown function', { FunctionName: 'nobody' }, 'ResourceNotFoundException'],
    ['an unknown qualifier', { FunctionName: 'echo:live' }, 'ResourceNotFoundException'],
    ['no function', {}, 'ValidationException'],
    ['a bad name', { FunctionName: 'a b' }, 'ValidationException'],
    ['a bad invocation type', { FunctionName: 'echo', InvocationType: 'Later' }, 'ValidationException'],
    ['a payload that is not JSON', { FunctionName: 'echo', Payload: Buffer.from('{') }, 'InvalidRequestContentException'],
    [
      'a large event',
      { FunctionName: 'echo', InvocationType: 'Event', Payload: Buffer.alloc(1024 * 1024 + 1, 32) },
      'RequestTooLargeException',
    ],
  ])('%s', async (_what, input, code) => {
    await createFunction(cloud, 'echo', 'exports.handler = async () => 1');
    await expect(cloud.call('lambda', 'Invoke', input, operator)).rejects.toMatchObject({ code });
  });

  test('more requests than the reserved concurrency', async () => {
    await createFunction(cloud, 'single', code('await new Promise((done) => setTimeout(done, 500))'), { ReservedConcurrentExecutions: 1 });
    const results = await Promise.allSettled([invoke(cloud, 'single'), invoke(cloud, 'single')]);
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});
