import { deliver } from '../../../rehearsal/services/deliver';
import { FakeCloud, operator } from '../support/fake-cloud';

const place = 'us-east-1:123456789012';

const delivered = async (targetArn: string, more: object = {}) => {
  const cloud = new FakeCloud();
  const answers = {
    Invoke: () => ({}),
    SendMessage: () => ({}),
    Publish: () => ({}),
    StartExecution: () => ({}),
    StartPipelineExecution: () => ({}),
    PutEvents: () => ({}),
  };
  for (const service of ['lambda', 'sqs', 'sns', 'states', 'codepipeline', 'events']) cloud.addRecorder(service, answers);
  await deliver(cloud, { targetArn, body: '{"a":1}', caller: operator, ...more });
  await cloud.stop();
  const [call] = cloud.calls;
  return { operation: `${call?.service}.${call?.operation}`, input: call?.input };
};

test.each([
  [
    `arn:aws:lambda:${place}:function:f`,
    'lambda.Invoke',
    { FunctionName: `arn:aws:lambda:${place}:function:f`, InvocationType: 'Event', Payload: Buffer.from('{"a":1}') },
  ],
  [`arn:aws:sqs:${place}:q`, 'sqs.SendMessage', { QueueUrl: 'http://127.0.0.1:9/123456789012/q', MessageBody: '{"a":1}' }],
  [`arn:aws:sns:${place}:t`, 'sns.Publish', { TopicArn: `arn:aws:sns:${place}:t`, Message: '{"a":1}' }],
  [
    `arn:aws:states:${place}:stateMachine:m`,
    'states.StartExecution',
    { stateMachineArn: `arn:aws:states:${place}:stateMachine:m`, input: '{"a":1}' },
  ],
  [`arn:aws:codepipeline:${place}:p`, 'codepipeline.StartPipelineExecution', { name: 'p' }],
])('%s is reached by %s', async (arn, operation, input) => {
  expect(await delivered(arn)).toEqual({ operation, input });
});

test('a message carries its subject, attributes and group', async () => {
  const { input } = await delivered(`arn:aws:sns:${place}:t.fifo`, {
    subject: 's'.repeat(120),
    attributes: { A: 'b' },
    messageGroupId: 'g',
  });
  expect(input).toMatchObject({
    Subject: 's'.repeat(100),
    MessageAttributes: { A: { DataType: 'String', StringValue: 'b' } },
    MessageGroupId: 'g',
  });
});

test('an event to a bus is an entry of its own', async () => {
  const arn = `arn:aws:events:${place}:event-bus/default`;
  const { input } = await delivered(arn, { event: { source: 's', detailType: 't', resources: ['r'] } });
  expect(input).toEqual({ Entries: [{ Source: 's', DetailType: 't', Resources: ['r'], Detail: '{"a":1}', EventBusName: arn }] });
});

test('another kind of resource is refused', async () => {
  await expect(delivered(`arn:aws:kinesis:${place}:stream/x`)).rejects.toMatchObject({ code: 'UnsupportedTarget' });
});
