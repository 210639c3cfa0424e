import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ListSubscriptionsByTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { CloudHost } from '../../../../rehearsal/cloud/host';
import type { ServiceFactory } from '../../../../rehearsal/cloud/service';
import { kms } from '../../../../rehearsal/services/kms/kms';
import { sns } from '../../../../rehearsal/services/sns/sns';
import { sqs } from '../../../../rehearsal/services/sqs/sqs';
import { eventually } from '../../support/fake-cloud';
import { clientSettings, createResource, createRole, startCloud, stopClouds } from '../../support/real-cloud';

afterAll(stopClouds);

/** A Lambda stand-in that keeps its payloads. */
const lambdaRecorder = () => {
  const payloads: unknown[] = [];
  const factory: ServiceFactory = () => ({
    name: 'lambda',
    operations: {
      Invoke: {
        needs: (input: { FunctionName: string }) => [{ action: 'lambda:InvokeFunction', resource: input.FunctionName }],
        run: (input: { Payload: Uint8Array }) => void payloads.push(JSON.parse(Buffer.from(input.Payload).toString())),
      },
    },
    resources: {},
  });
  return { payloads, factory };
};

const topicArn = 'arn:aws:sns:us-east-1:123456789012:news';

const setUp = async (properties: Record<string, unknown> = {}) => {
  const lambda = lambdaRecorder();
  const cloud = await startCloud([sns, sqs, kms, lambda.factory]);
  await createResource(cloud, 'AWS::SNS::Topic', { TopicName: 'news', ...properties });
  return { cloud, lambda, client: new SNSClient(clientSettings(cloud)) };
};

const subscribeQueue = async (cloud: CloudHost, properties: Record<string, unknown> = {}) => {
  const queue = await createResource(cloud, 'AWS::SQS::Queue', { QueueName: 'inbox' }, 'Queue');
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: queue.attributes['Arn'],
  };
  await createResource(cloud, 'AWS::SQS::QueuePolicy', { Queues: [queue.ref], PolicyDocument: { Statement } }, 'QueuePolicy');
  const subscription = { TopicArn: topicArn, Protocol: 'sqs', Endpoint: queue.attributes['Arn'], ...properties };
  await createResource(cloud, 'AWS::SNS::Subscription', subscription, 'Subscription');
  const client = new SQSClient(clientSettings(cloud));
  return async () => (await client.send(new ReceiveMessageCommand({ QueueUrl: queue.ref, WaitTimeSeconds: 5 }))).Messages?.[0]?.Body;
};

test('a queue gets the envelope of SNS', async () => {
  const { cloud, client } = await setUp();
  const receive = await subscribeQueue(cloud);
  const MessageAttributes = { stage: { DataType: 'String', StringValue: 'Staging' } };
  const { MessageId } = await client.send(
    new PublishCommand({ TopicArn: topicArn, Subject: 'Build 2', Message: 'rejected', MessageAttributes }),
  );
  expect(JSON.parse((await receive())!)).toMatchObject({
    Type: 'Notification',
    MessageId,
    TopicArn: topicArn,
    Subject: 'Build 2',
    Message: 'rejected',
    MessageAttributes: { stage: { Type: 'String', Value: 'Staging' } },
  });
});

test('a queue may ask for the bare message', async () => {
  const { cloud, client } = await setUp();
  const receive = await subscribeQueue(cloud, { RawMessageDelivery: true });
  await client.send(new PublishCommand({ TopicArn: topicArn, Message: '{"a":1}' }));
  expect(await receive()).toBe('{"a":1}');
});

test('a filter keeps other messages away', async () => {
  const { cloud, client } = await setUp();
  const receive = await subscribeQueue(cloud, { RawMessageDelivery: true, FilterPolicy: { stage: ['Production'] } });
  for (const stage of ['Staging', 'Production']) {
    const MessageAttributes = { stage: { DataType: 'String', StringValue: stage } };
    await client.send(new PublishCommand({ TopicArn: topicArn, Message: stage, MessageAttributes }));
  }
  expect(await receive()).toBe('Production');
});

test('a function gets the event of SNS once its permission names the topic', async () => {
  const { cloud, client, lambda } = await setUp();
  const Endpoint = 'arn:aws:lambda:us-east-1:123456789012:function:reader';
  const condition = { ArnLike: { 'aws:SourceArn': topicArn } };
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: Endpoint,
    Condition: condition,
  } as const;
  await createResource(cloud, 'AWS::SNS::Subscription', { TopicArn: topicArn, Protocol: 'lambda', Endpoint });
  await client.send(new PublishCommand({ TopicArn: topicArn, Message: 'too early' }));
  await eventually(() => cloud.receipt().denied.length > 0 || undefined);
  cloud.attachResourcePolicy(Endpoint, { Statement });
  await client.send(new PublishCommand({ TopicArn: topicArn, Message: 'in time' }));
  await eventually(() => lambda.payloads.length > 0 || undefined);
  expect(lambda.payloads).toMatchObject([
    { Records: [{ EventSource: 'aws:sns', Sns: { Message: 'in time', Subject: null, TopicArn: topicArn } }] },
  ]);
});

test('mail is kept in a file of the run', async () => {
  const { cloud, client } = await setUp();
  await createResource(cloud, 'AWS::SNS::Subscription', { TopicArn: topicArn, Protocol: 'email', Endpoint: 'ops@example.com' });
  await client.send(new PublishCommand({ TopicArn: topicArn, Subject: 'Hold', Message: 'please decide' }));
  const line = await eventually(() => readFile(join(cloud.directory, 'inbox.ndjson'), 'utf8').catch(() => undefined));
  expect(JSON.parse(line)).toMatchObject({ to: 'ops@example.com', subject: 'Hold', text: 'please decide' });
});

test('subscriptions are listed', async () => {
  const { cloud, client } = await setUp();
  await subscribeQueue(cloud);
  const { Subscriptions } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));
  expect(Subscriptions).toMatchObject([{ Protocol: 'sqs', TopicArn: topicArn }]);
});

test.each([
  ['an unknown topic', { TopicArn: `${topicArn}-not`, Message: 'x' }, 'NotFoundException'],
  ['a subject with a line break', { TopicArn: topicArn, Subject: 'a\nb', Message: 'x' }, 'InvalidParameterException'],
  ['a subject that is too long', { TopicArn: topicArn, Subject: 'a'.repeat(101), Message: 'x' }, 'InvalidParameterException'],
])('%s is refused', async (_what, input, name) => {
  const { client } = await setUp();
  await expect(client.send(new PublishCommand(input))).rejects.toMatchObject({ name });
});

describe('who may publish', () => {
  const alarm = {
    kind: 'service',
    name: 'cloudwatch.amazonaws.com',
    sourceArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:a',
  } as const;
  const publish = (cloud: CloudHost) => cloud.call('sns', 'Publish', { TopicArn: topicArn, Message: 'x' }, alarm);

  test('an alarm, to a topic without policy', async () => {
    const { cloud } = await setUp();
    await expect(publish(cloud)).resolves.toBeDefined();
  });

  test('not an alarm, once a policy names only others', async () => {
    const { cloud } = await setUp();
    const Statement = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: topicArn };
    await createResource(cloud, 'AWS::SNS::TopicPolicy', { Topics: [topicArn], PolicyDocument: { Statement } });
    await expect(publish(cloud)).rejects.toMatchObject({ code: 'AuthorizationError' });
  });

  test('not an alarm, to a topic behind the key that AWS manages; a role may', async () => {
    const { cloud } = await setUp({ KmsMasterKeyId: 'alias/aws/sns' });
    await expect(publish(cloud)).rejects.toThrow(/kms:GenerateDataKey/);
    const role = await createRole(cloud, [{ Effect: 'Allow', Action: 'sns:Publish', Resource: topicArn }]);
    await expect(
      new SNSClient(clientSettings(cloud, role)).send(new PublishCommand({ TopicArn: topicArn, Message: 'x' })),
    ).resolves.toBeDefined();
  });

  test('an alarm, behind an own key whose policy names it', async () => {
    const { cloud } = await setUp();
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
    };
    const key = await createResource(cloud, 'AWS::KMS::Key', { KeyPolicy: { Statement: statement } }, 'Key');
    await createResource(cloud, 'AWS::SNS::Topic', { TopicName: 'keyed', KmsMasterKeyId: key.ref }, 'Keyed');
    const input = { TopicArn: topicArn.replace('news', 'keyed'), Message: 'x' };
    await expect(cloud.call('sns', 'Publish', input, alarm)).resolves.toBeDefined();
  });
});
