import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFunction, invoke, lambdaCloud } from '../../support/lambda-cloud';
import { eventually, role, type FakeCloud } from '../../support/fake-cloud';

let cloud: FakeCloud;
beforeAll(async () => {
  cloud = await lambdaCloud();
  cloud.addRecorder('sqs', { SendMessage: () => ({}) });
});
afterAll(() => cloud.stop());

const queue = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const sent = (name: string) => cloud.callsTo('sqs', 'SendMessage').filter((call) => String(call.input['QueueUrl']).endsWith(`/${name}`));

/** Fails `failures` times, noting the virtual time of every attempt in a file. */
const flaky = (file: string, failures: number) => `
  const fs = require('node:fs');
  exports.handler = async (event) => {
    fs.appendFileSync(${JSON.stringify(file)}, Date.now() + '\\n');
    if (fs.readFileSync(${JSON.stringify(file)}, 'utf8').trim().split('\\n').length <= ${failures}) throw new Error('not yet');
    return { done: event.n };
  };`;

const attempts = (file: string): number[] => readFileSync(file, 'utf8').trim().split('\n').map(Number);

test('two retries after one and two virtual minutes, then the dead-letter queue and the failure destination', async () => {
  const file = join(cloud.directory, 'always');
  await createFunction(cloud, 'always', flaky(file, 99), { DeadLetterConfig: { TargetArn: queue('dead') } });
  await cloud.create('AWS::Lambda::EventInvokeConfig', {
    FunctionName: 'always',
    Qualifier: '$LATEST',
    DestinationConfig: { OnFailure: { Destination: queue('failures') } },
  });
  expect(await invoke(cloud, 'always', { n: 7 }, 'Event')).toEqual({ status: 202, payload: undefined });
  const [letter] = await eventually(() => (sent('dead').length > 0 ? sent('dead') : undefined));
  expect(letter).toMatchObject({
    caller: role,
    input: { MessageBody: '{"n":7}', MessageAttributes: { ErrorMessage: { StringValue: 'not yet' } } },
  });
  const [first, second, third] = attempts(file);
  expect(second! - first!).toBeGreaterThanOrEqual(59_000);
  expect(third! - second!).toBeGreaterThanOrEqual(119_000);
  expect(attempts(file)).toHaveLength(3);
  expect(JSON.parse(String(sent('failures')[0]!.input['MessageBody']))).toMatchObject({
    version: '1.0',
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
    requestPayload: { n: 7 },
    responseContext: { functionError: 'Unhandled' },
    responsePayload: { errorType: 'Error', errorMessage: 'not yet' },
  });
});

test('a retry that succeeds goes to the success destination and to no dead-letter queue', async () => {
  await createFunction(cloud, 'once', flaky(join(cloud.directory, 'once'), 1), { DeadLetterConfig: { TargetArn: queue('unused') } });
  await cloud.create('AWS::Lambda::EventInvokeConfig', {
    FunctionName: 'once',
    Qualifier: '$LATEST',
    DestinationConfig: { OnSuccess: { Destination: queue('successes') } },
  });
  await invoke(cloud, 'once', { n: 1 }, 'Event');
  const [success] = await eventually(() => (sent('successes').length > 0 ? sent('successes') : undefined));
  expect(JSON.parse(String(success!.input['MessageBody']))).toMatchObject({
    requestContext: { approximateInvokeCount: 2 },
    responsePayload: { done: 1 },
  });
  expect(sent('unused')).toEqual([]);
});

test('no retries where the template asks for none; an undeliverable outcome is logged, not thrown', async () => {
  await createFunction(cloud, 'none', flaky(join(cloud.directory, 'none'), 99), {
    DeadLetterConfig: { TargetArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/x' },
  });
  await cloud.create('AWS::Lambda::EventInvokeConfig', { FunctionName: 'none', Qualifier: '$LATEST', MaximumRetryAttempts: 0 });
  await invoke(cloud, 'none', {}, 'Event');
  await eventually(() => cloud.logged.find((line) => line.includes('none could not be delivered')));
  expect(attempts(join(cloud.directory, 'none'))).toHaveLength(1);
  expect(cloud.failures).toEqual([]);
});
