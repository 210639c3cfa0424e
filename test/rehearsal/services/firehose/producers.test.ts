/** What producers see of the stand-in, through the SDK. */
import { FirehoseClient, PutRecordBatchCommand, PutRecordCommand } from '@aws-sdk/client-firehose';
import type { CloudHost } from '../../../../rehearsal/cloud/host';
import { firehoseService, type FirehoseService } from '../../../../rehearsal/services/firehose/firehose';
import { openSearchService } from '../../../../rehearsal/services/opensearch/opensearch';
import { s3 } from '../../../../rehearsal/services/s3/s3';
import { domainProperties, master, streamProperties } from '../../support/log-cloud';
import { clientSettings, createResource, createRole, startCloud, stopClouds } from '../../support/real-cloud';

let cloud: CloudHost;
let client: FirehoseClient;

beforeAll(async () => {
  cloud = await startCloud([s3, openSearchService, firehoseService]);
  await createResource(cloud, 'AWS::S3::Bucket', { BucketName: 'documents' });
  const { attributes } = await createResource(cloud, 'AWS::OpenSearchService::Domain', domainProperties(master));
  const { attributes: role } = await createResource(cloud, 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'firehose.amazonaws.com' } },
    },
    Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: { Effect: 'Allow', Action: ['es:*', 's3:*'], Resource: '*' } } }],
  });
  const RoleARN = String(role['Arn']);
  const properties = streamProperties(String(attributes['Arn']), { RoleARN, CloudWatchLoggingOptions: { Enabled: false } });
  await createResource(cloud, 'AWS::KinesisFirehose::DeliveryStream', properties, 'Stream');
  client = new FirehoseClient(clientSettings(cloud));
});
afterAll(async () => {
  client.destroy();
  await stopClouds();
});

const put = (sizes: readonly number[], DeliveryStreamName = 'logs') =>
  client.send(new PutRecordBatchCommand({ DeliveryStreamName, Records: sizes.map((size) => ({ Data: Buffer.alloc(size, 'x') })) }));

test('each record gets an answer in its place', async () => {
  const mend = (cloud.services.get('firehose') as FirehoseService).control.throttle((data) => data.byteLength === 2);
  const { FailedPutCount, RequestResponses = [] } = await put([1, 2, 3]);
  mend();
  expect(FailedPutCount).toBe(1);
  expect(RequestResponses.map(({ ErrorCode, RecordId }) => ErrorCode ?? typeof RecordId)).toEqual([
    'string',
    'ServiceUnavailableException',
    'string',
  ]);
});

test.each([
  ['no record', [], 'ValidationException'],
  ['501 records', Array.from({ length: 501 }, () => 1), 'ValidationException'],
  ['a record above 1,000 KiB', [1_024_001], 'ValidationException'],
  ['five records of a megabyte', [900_000, 900_000, 900_000, 900_000, 900_000], 'InvalidArgumentException'],
] as const)('%s in a call is refused', async (_, sizes, name) => {
  await expect(put(sizes)).rejects.toMatchObject({ name });
});

test('an unknown stream is named, and a role without permission denied', async () => {
  await expect(put([1], 'other')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const stranger = new FirehoseClient(clientSettings(cloud, await createRole(cloud, [], 'Stranger')));
  await expect(
    stranger.send(new PutRecordCommand({ DeliveryStreamName: 'logs', Record: { Data: Buffer.from('x') } })),
  ).rejects.toMatchObject({ name: 'AccessDeniedException' });
  stranger.destroy();
});

test('a stream whose role may not describe the domain is not created', async () => {
  const { attributes: role } = await createResource(
    cloud,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: {
        Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'firehose.amazonaws.com' } },
      },
    },
    'Powerless',
  );
  const properties = streamProperties('arn:aws:es:us-east-1:123456789012:domain/logs', { RoleARN: String(role['Arn']) });
  await expect(createResource(cloud, 'AWS::KinesisFirehose::DeliveryStream', properties, 'Second')).rejects.toMatchObject({
    code: 'AccessDeniedException',
  });
});

test.each([
  ['processing', { ProcessingConfiguration: { Enabled: true } }, /processing is not rehearsed/],
  ['a weekly rotation', { IndexRotationPeriod: 'OneWeek' }, /only NoRotation and OneDay/],
  [
    'expressions in one prefix only',
    { S3Configuration: { BucketARN: 'arn:aws:s3:::documents', RoleARN: 'r', Prefix: '!{timestamp:yyyy}/' } },
    /ErrorOutputPrefix must contain/,
  ],
])('a stream with %s is refused', async (_, more, message) => {
  const properties = streamProperties('arn:aws:es:us-east-1:123456789012:domain/logs', more);
  await expect(createResource(cloud, 'AWS::KinesisFirehose::DeliveryStream', properties, 'Third')).rejects.toThrow(message);
});
