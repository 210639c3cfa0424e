import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { sqs } from '../../../../rehearsal/services/sqs/sqs';
import { clientSettings, createResource, createRole, startCloud, stopClouds } from '../../support/real-cloud';

afterAll(stopClouds);

const setUp = async (properties: Record<string, unknown> = {}) => {
  const cloud = await startCloud([sqs]);
  const { ref: QueueUrl } = await createResource(cloud, 'AWS::SQS::Queue', { QueueName: 'work', ...properties });
  return { cloud, QueueUrl, client: new SQSClient(clientSettings(cloud)) };
};

test('a message with attributes arrives; the SDK checks both sums', async () => {
  const { client, QueueUrl } = await setUp();
  const MessageAttributes = {
    kind: { DataType: 'String', StringValue: 'test' },
    raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
  };
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello', MessageAttributes }));
  const { Messages } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] }),
  );
  expect(Messages?.[0]).toMatchObject({ Body: 'hello', Attributes: { ApproximateReceiveCount: '1' } });
  expect(Messages?.[0]?.MessageAttributes?.['kind']?.StringValue).toBe('test');
  expect(Messages?.[0]?.MessageAttributes?.['raw']?.BinaryValue).toEqual(new Uint8Array([1, 2]));
});

test('a received message is hidden until it is given back or deleted', async () => {
  const { client, QueueUrl } = await setUp();
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
  const receive = async () => (await client.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0];
  const first = await receive();
  expect(await receive()).toBeUndefined();
  await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: first!.ReceiptHandle, VisibilityTimeout: 0 }));
  const second = await receive();
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: second!.ReceiptHandle }));
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  expect([second?.MessageId, Attributes?.['ApproximateNumberOfMessages']]).toEqual([first?.MessageId, '0']);
});

test('a message that nobody can handle goes to the dead-letter queue', async () => {
  const { cloud, client } = await setUp();
  const dead = await createResource(cloud, 'AWS::SQS::Queue', { QueueName: 'dead' }, 'Dead');
  const RedrivePolicy = { deadLetterTargetArn: dead.attributes['Arn'], maxReceiveCount: 2 };
  const { ref: QueueUrl } = await createResource(cloud, 'AWS::SQS::Queue', { QueueName: 'fragile', RedrivePolicy }, 'Fragile');
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'poison' }));
  const receive = async (url: string) =>
    (await client.send(new ReceiveMessageCommand({ QueueUrl: url, VisibilityTimeout: 0 }))).Messages?.[0]?.Body;
  expect([await receive(QueueUrl), await receive(QueueUrl), await receive(QueueUrl)]).toEqual(['poison', 'poison', undefined]);
  expect(await receive(dead.ref)).toBe('poison');
});

test('a long poll ends when a delayed message is due, in virtual time', async () => {
  const { client, QueueUrl } = await setUp({ DelaySeconds: 10 });
  const poll = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'later' }));
  expect((await poll).Messages?.[0]?.Body).toBe('later');
});

test('a batch is answered entry by entry', async () => {
  const { client, QueueUrl } = await setUp();
  const Entries = ['a', 'b'].map((Id) => ({ Id, MessageBody: Id }));
  const { Successful } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  expect(Successful?.map(({ Id }) => Id)).toEqual(['a', 'b']);
});

test.each([['an unknown queue', { QueueName: 'nobody' }, 'QueueDoesNotExist']])('%s is refused', async (_what, input, name) => {
  const { client } = await setUp();
  await expect(client.send(new GetQueueUrlCommand(input))).rejects.toMatchObject({ name });
});

test('the policy of a queue lets a service send on behalf of the one source it names', async () => {
  const { cloud, QueueUrl } = await setUp();
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: '*',
    Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:us-east-1:123456789012:mine' } },
  };
  await createResource(cloud, 'AWS::SQS::QueuePolicy', { Queues: [QueueUrl], PolicyDocument: { Statement } }, 'Policy');
  const send = (topic: string) =>
    cloud.call(
      'sqs',
      'SendMessage',
      { QueueUrl, MessageBody: 'x' },
      {
        kind: 'service',
        name: 'sns.amazonaws.com',
        sourceArn: `arn:aws:sns:us-east-1:123456789012:${topic}`,
      },
    );
  await expect(send('mine')).resolves.toBeDefined();
  await expect(send('other')).rejects.toMatchObject({ code: 'AccessDeniedException' });
});

test('a role without permission is refused', async () => {
  const { cloud, QueueUrl } = await setUp();
  const client = new SQSClient(
    clientSettings(cloud, await createRole(cloud, [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }])),
  );
  await expect(client.send(new ReceiveMessageCommand({ QueueUrl }))).rejects.toMatchObject({ name: 'AccessDeniedException' });
});
