/**
 * Holds the storage and messaging stand-ins against AWS's own service models, where these are given:
 * `SERVICE_MODELS=<folder of service-2.json files> npx jest test/rehearsal/cloud/models`.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelObserver } from '../../../rehearsal/cloud/model-observer';
import type { CloudHost } from '../../../rehearsal/cloud/host';
import { dynamodb } from '../../../rehearsal/services/dynamodb/dynamodb';
import { s3 } from '../../../rehearsal/services/s3/s3';
import { secretsManager } from '../../../rehearsal/services/secrets-manager/secrets-manager';
import { sns } from '../../../rehearsal/services/sns/sns';
import { sqs } from '../../../rehearsal/services/sqs/sqs';
import { ssm } from '../../../rehearsal/services/ssm/ssm';
import { createResource, startCloud, stopClouds } from '../support/real-cloud';

afterAll(stopClouds);

const folder = process.env['SERVICE_MODELS'];
const caller = { kind: 'operator' } as const;

const createAll = async (cloud: CloudHost): Promise<void> => {
  await createResource(cloud, 'AWS::S3::Bucket', { BucketName: 'things', VersioningConfiguration: { Status: 'Enabled' } });
  await createResource(cloud, 'AWS::SQS::Queue', { QueueName: 'work' });
  await createResource(cloud, 'AWS::SNS::Topic', { TopicName: 'news' });
  await createResource(cloud, 'AWS::SecretsManager::Secret', { Name: 'secret', SecretString: 'x' });
  await createResource(cloud, 'AWS::DynamoDB::Table', {
    TableName: 'table',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
};

const item = { TableName: 'table', Key: { id: { S: 'a' } } };
const queue = (cloud: CloudHost) => ({ QueueUrl: `${cloud.endpoint}/${cloud.account}/work` });

const calls = (cloud: CloudHost): readonly [string, string, object][] => [
  ['ssm', 'PutParameter', { Name: '/a', Value: 'x', Type: 'String' }],
  ['ssm', 'GetParameter', { Name: '/a:1' }],
  ['ssm', 'GetParameters', { Names: ['/a', '/b'] }],
  ['ssm', 'GetParametersByPath', { Path: '/' }],
  ['secretsmanager', 'PutSecretValue', { SecretId: 'secret', SecretString: 'y' }],
  ['secretsmanager', 'GetSecretValue', { SecretId: 'secret' }],
  ['secretsmanager', 'DescribeSecret', { SecretId: 'secret' }],
  ['s3', 'PutObject', { Bucket: 'things', Key: 'a', Body: Buffer.from('x'), Metadata: { build: '2' } }],
  ['s3', 'GetObject', { Bucket: 'things', Key: 'a' }],
  ['s3', 'HeadObject', { Bucket: 'things', Key: 'a' }],
  ['s3', 'CopyObject', { Bucket: 'things', Key: 'b', CopySource: 'things/a' }],
  ['s3', 'ListObjectsV2', { Bucket: 'things' }],
  ['s3', 'DeleteObject', { Bucket: 'things', Key: 'a' }],
  ['s3', 'ListObjectVersions', { Bucket: 'things' }],
  ['s3', 'GetBucketVersioning', { Bucket: 'things' }],
  ['sns', 'Publish', { TopicArn: 'arn:aws:sns:us-east-1:123456789012:news', Message: 'x' }],
  ['sns', 'ListSubscriptionsByTopic', { TopicArn: 'arn:aws:sns:us-east-1:123456789012:news' }],
  ['sqs', 'SendMessage', { ...queue(cloud), MessageBody: 'x', MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } } }],
  ['sqs', 'SendMessageBatch', { ...queue(cloud), Entries: [{ Id: '1', MessageBody: 'x' }] }],
  ['sqs', 'ReceiveMessage', { ...queue(cloud), AttributeNames: ['All'], MessageAttributeNames: ['All'] }],
  ['sqs', 'GetQueueAttributes', queue(cloud)],
  ['sqs', 'GetQueueUrl', { QueueName: 'work' }],
  [
    'dynamodb',
    'UpdateItem',
    { ...item, UpdateExpression: 'SET n = :n', ExpressionAttributeValues: { ':n': { N: '1' } }, ReturnValues: 'ALL_NEW' },
  ],
  ['dynamodb', 'GetItem', item],
  ['dynamodb', 'DescribeTable', { TableName: 'table' }],
  ['dynamodb', 'DescribeTimeToLive', { TableName: 'table' }],
  ['dynamodb', 'BatchGetItem', { RequestItems: { table: { Keys: [{ id: { S: 'a' } }] } } }],
  ['dynamodb', 'DeleteItem', item],
];

test('requests and answers keep the service models', async () => {
  if (folder === undefined) {
    process.stderr.write('Service models are not given (SERVICE_MODELS): stand-ins are not held against them.\n');
    return;
  }
  const observer = await modelObserver(folder);
  const cloud = await startCloud([dynamodb, s3, secretsManager, sns, sqs, ssm], { observer });
  await createAll(cloud);
  for (const [service, operation, input] of calls(cloud)) await cloud.call(service, operation, input, caller);
  expect(observer.findings).toEqual([]);
}, 30_000);

test('a deviation is found in requests and responses, and services without a model are left alone', async () => {
  const own = await mkdtemp(join(tmpdir(), 'models-'));
  const shapes = { In: { type: 'structure', required: ['Name'] }, Out: { type: 'structure', required: ['Parameter'] } };
  const operations = { Get: { input: { shape: 'In' }, output: { shape: 'Out' } } };
  await writeFile(join(own, 'x.json'), JSON.stringify({ metadata: { endpointPrefix: 'monitor', signingName: 'x' }, operations, shapes }));
  const observer = await modelObserver(own);
  await rm(own, { recursive: true });
  const operation = { Get: { needs: () => [], run: () => ({ Other: 1 }) } };
  const cloud = await startCloud(
    [() => ({ name: 'x', operations: operation, resources: {} }), () => ({ name: 'y', operations: operation, resources: {} })],
    { observer },
  );
  await cloud.call('x', 'Get', {}, caller);
  await cloud.call('y', 'Get', {}, caller);
  expect(observer.findings).toEqual([
    { service: 'x', operation: 'Get', side: 'request', what: 'Name: is missing' },
    { service: 'x', operation: 'Get', side: 'response', what: 'Parameter: is missing' },
    { service: 'x', operation: 'Get', side: 'response', what: 'Other: is no member of the model' },
  ]);
});
