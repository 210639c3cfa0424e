import { createFunction, invoke, lambdaCloud } from '../../support/lambda-cloud';
import { eventually, role, roleArn, type FakeCloud } from '../../support/fake-cloud';

let cloud: FakeCloud;
beforeAll(async () => {
  cloud = await lambdaCloud();
});
afterAll(() => cloud.stop());

test('a function is named after its stack and logical id, and knows its ARN', async () => {
  const created = await cloud.create(
    'AWS::Lambda::Function',
    { Runtime: 'nodejs24.x', Handler: 'index.handler', Role: roleArn, Code: { ZipFile: '' } },
    'Look',
  );
  expect(created.ref).toMatch(/^Test-Look-[0-9A-Z]{12}$/);
  expect(created.attributes).toEqual({ Arn: `arn:aws:lambda:us-east-1:123456789012:function:${created.ref}` });
});

test.each([
  ['Python', { Runtime: 'python3.14' }, /Runtime.*only Node.js/],
  ['too little memory', { MemorySize: 64 }, /MemorySize/],
  ['too long', { Timeout: 901 }, /Timeout/],
  ['no role', { Role: undefined }, /Role/],
  ['a bad handler', { Handler: 'handler' }, /Handler.*file\.export/],
  ['a network', { VpcConfig: {} }, /VpcConfig is not rehearsed/],
  ['layers', { Layers: ['arn'] }, /Layers is not rehearsed/],
])('a function with %s is refused', async (_what, more, message) => {
  await expect(createFunction(cloud, 'bad', '', more)).rejects.toThrow(message);
});

test('a permission becomes a statement of the resource policy', async () => {
  await createFunction(cloud, 'observed', '');
  await cloud.create('AWS::Lambda::Permission', {
    Action: 'lambda:InvokeFunction',
    FunctionName: 'arn:aws:lambda:us-east-1:123456789012:function:observed',
    Principal: 'events.amazonaws.com',
    SourceArn: 'arn:aws:events:us-east-1:123456789012:rule/x',
  });
  expect(cloud.policies).toContainEqual({
    resource: 'arn:aws:lambda:us-east-1:123456789012:function:observed',
    document: expect.objectContaining({
      Statement: expect.objectContaining({
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:events:us-east-1:123456789012:rule/x' } },
      }),
    }),
  });
});

test('versions and aliases run the code', async () => {
  await createFunction(cloud, 'versioned', 'exports.handler = async () => 1');
  const version = await cloud.create('AWS::Lambda::Version', { FunctionName: 'versioned' });
  expect(version.attributes['Version']).toBe('1');
  const alias = await cloud.create('AWS::Lambda::Alias', { FunctionName: 'versioned', FunctionVersion: '1', Name: 'live' });
  expect((await invoke(cloud, alias.ref)).payload).toBe(1);
});

test('layers are refused', async () => {
  await expect(cloud.create('AWS::Lambda::LayerVersion', {})).rejects.toThrow(/layer is not rehearsed/);
});

test('a queue is polled with the role; messages that the function handled are deleted, the reported ones stay', async () => {
  const inbox = ['keep', 'drop'].map((id) => ({ MessageId: id, ReceiptHandle: `r-${id}`, Body: `{"id":"${id}"}` }));
  const deleted: unknown[] = [];
  cloud.addRecorder('sqs', {
    ReceiveMessage: () => ({ Messages: inbox.splice(0) }),
    DeleteMessageBatch: (input: { Entries: unknown[] }) => deleted.push(...input.Entries),
  });
  await createFunction(
    cloud,
    'worker',
    'exports.handler = async ({ Records }) => ({ batchItemFailures: Records.filter((r) => JSON.parse(r.body).id === "keep").map((r) => ({ itemIdentifier: r.messageId })) })',
  );
  await cloud.create('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: 'arn:aws:sqs:us-east-1:123456789012:work',
    FunctionName: 'worker',
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
  await eventually(() => (deleted.length > 0 ? deleted : undefined));
  expect(deleted).toEqual([{ Id: 'drop', ReceiptHandle: 'r-drop' }]);
  expect(cloud.callsTo('sqs', 'DeleteMessageBatch')[0]!.caller).toEqual(role);
});
