import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { PolicyStatement } from '../../../../rehearsal/cloud/cloud';
import { kms } from '../../../../rehearsal/services/kms/kms';
import { s3 } from '../../../../rehearsal/services/s3/s3';
import { clientSettings, createResource, createRole, eventRecorder, startCloud, stopClouds } from '../../support/real-cloud';

afterAll(stopClouds);

const bucket = { Bucket: 'releases' };

const setUp = async (properties: Record<string, unknown> = {}) => {
  const events = eventRecorder();
  const cloud = await startCloud([s3, kms, events.factory]);
  await createResource(cloud, 'AWS::S3::Bucket', {
    BucketName: 'releases',
    VersioningConfiguration: { Status: 'Enabled' },
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    ...properties,
  });
  const clientFor = async (...statements: PolicyStatement[]) => new S3Client(clientSettings(cloud, await createRole(cloud, statements)));
  return { cloud, events, client: new S3Client(clientSettings(cloud)), clientFor };
};

const read = async (client: S3Client, Key: string, VersionId?: string) => {
  const { Body } = await client.send(new GetObjectCommand({ ...bucket, Key, ...(VersionId ? { VersionId } : {}) }));
  return Body?.transformToString();
};

test.each([
  ['text', () => 'hello'],
  ['bytes', () => new TextEncoder().encode('hello')],
  ['a stream, which the SDK sends in chunks', () => Readable.from([Buffer.from('hel'), Buffer.from('lo')])],
])('%s comes back as it went in', async (_what, body) => {
  const { client } = await setUp();
  await client.send(new PutObjectCommand({ ...bucket, Key: 'a/b c+ü.txt', Body: body(), ContentLength: 5 }));
  expect(await read(client, 'a/b c+ü.txt')).toBe('hello');
});

test('a large stream keeps its bytes', async () => {
  const { client } = await setUp();
  const body = Buffer.alloc(300_000, 'abcdefg');
  await client.send(new PutObjectCommand({ ...bucket, Key: 'large', Body: Readable.from([body]), ContentLength: body.length }));
  expect(await read(client, 'large')).toBe(body.toString());
});

test('metadata, type, ETag and version are kept', async () => {
  const { client } = await setUp();
  const Metadata = { 'codepipeline-artifact-revision-summary': 'Build 2' };
  const put = await client.send(new PutObjectCommand({ ...bucket, Key: 'a', Body: 'x', ContentType: 'text/plain', Metadata }));
  const head = await client.send(new HeadObjectCommand({ ...bucket, Key: 'a' }));
  expect(head).toMatchObject({ Metadata, ContentType: 'text/plain', ContentLength: 1, ETag: put.ETag, VersionId: put.VersionId });
  expect(put.ETag).toBe('"9dd4e461268c8034f5c8564e155c67a6"');
  expect(head.LastModified?.toISOString()).toMatch(/^2026-11-20T09:/);
});

test('an older version stays readable behind a newer one and behind a deletion', async () => {
  const { client } = await setUp();
  const first = await client.send(new PutObjectCommand({ ...bucket, Key: 'a', Body: 'one' }));
  await client.send(new PutObjectCommand({ ...bucket, Key: 'a', Body: 'two' }));
  await client.send(new DeleteObjectCommand({ ...bucket, Key: 'a' }));
  expect(await read(client, 'a', first.VersionId)).toBe('one');
  await expect(read(client, 'a')).rejects.toMatchObject({ name: 'NoSuchKey' });
  const { Versions, DeleteMarkers } = await client.send(new ListObjectVersionsCommand(bucket));
  expect([Versions?.length, DeleteMarkers?.[0]?.IsLatest]).toEqual([2, true]);
});

test('a listing pages and folds what lies behind a delimiter', async () => {
  const { client } = await setUp();
  for (const Key of ['a', 'b/1', 'b/2', 'c']) await client.send(new PutObjectCommand({ ...bucket, Key, Body: 'x' }));
  const first = await client.send(new ListObjectsV2Command({ ...bucket, Delimiter: '/', MaxKeys: 2 }));
  const second = await client.send(new ListObjectsV2Command({ ...bucket, Delimiter: '/', ContinuationToken: first.NextContinuationToken }));
  expect(first.Contents?.map(({ Key }) => Key)).toEqual(['a']);
  expect(first.CommonPrefixes).toEqual([{ Prefix: 'b/' }]);
  expect([second.Contents?.map(({ Key }) => Key), second.IsTruncated]).toEqual([['c'], false]);
});

test('writing only what does not exist yet', async () => {
  const { client } = await setUp();
  const command = new PutObjectCommand({ ...bucket, Key: 'once', Body: 'x', IfNoneMatch: '*' });
  await client.send(command);
  await expect(client.send(command)).rejects.toMatchObject({ name: 'PreconditionFailed' });
});

test('a copy is a new object with the metadata of the old one', async () => {
  const { client } = await setUp();
  await client.send(new PutObjectCommand({ ...bucket, Key: 'a', Body: 'x', Metadata: { build: '2' } }));
  await client.send(new CopyObjectCommand({ ...bucket, Key: 'b', CopySource: 'releases/a' }));
  expect((await client.send(new HeadObjectCommand({ ...bucket, Key: 'b' }))).Metadata).toEqual({ build: '2' });
});

test('a new object is told to EventBridge', async () => {
  const { client, events } = await setUp();
  const { VersionId } = await client.send(new PutObjectCommand({ ...bucket, Key: 'release/app.zip', Body: 'x' }));
  const [event] = events.entries;
  expect(event).toMatchObject({ Source: 'aws.s3', DetailType: 'Object Created', Resources: ['arn:aws:s3:::releases'] });
  expect(JSON.parse(event!.Detail)).toMatchObject({
    bucket: { name: 'releases' },
    object: { key: 'release/app.zip', size: 1, etag: '9dd4e461268c8034f5c8564e155c67a6', 'version-id': VersionId },
    reason: 'PutObject',
  });
});

test('a bucket without notifications tells nobody, until the custom resource of CDK turns them on', async () => {
  const { cloud, client, events } = await setUp({ NotificationConfiguration: {} });
  await client.send(new PutObjectCommand({ ...bucket, Key: 'a', Body: 'x' }));
  expect(events.entries).toEqual([]);
  const NotificationConfiguration = { EventBridgeConfiguration: {} };
  await createResource(cloud, 'Custom::S3BucketNotifications', { BucketName: 'releases', NotificationConfiguration });
  await client.send(new PutObjectCommand({ ...bucket, Key: 'a', Body: 'x' }));
  expect(events.entries).toHaveLength(1);
});

test('whoever may not list a bucket is refused rather than told that an object is missing', async () => {
  const { client, clientFor } = await setUp();
  const reader = await clientFor({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*' });
  await expect(read(reader, 'nothing')).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(read(client, 'nothing')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('the policy of a bucket can forbid what a role allows', async () => {
  const { cloud, client, clientFor } = await setUp();
  await client.send(new PutObjectCommand({ ...bucket, Key: 'evidence/a', Body: 'x' }));
  const Statement = { Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:PutObject', Resource: 'arn:aws:s3:::releases/evidence/*' };
  await createResource(cloud, 'AWS::S3::BucketPolicy', { Bucket: 'releases', PolicyDocument: { Statement: [Statement] } });
  const writer = await clientFor({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
  await expect(writer.send(new PutObjectCommand({ ...bucket, Key: 'evidence/a', Body: 'y' }))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  expect(await read(writer, 'evidence/a')).toBe('x');
});

test('objects behind a key need the permission to use it', async () => {
  const { cloud, clientFor } = await setUp();
  const key = await createResource(cloud, 'AWS::KMS::Key', {}, 'Key');
  const encryption = { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key.attributes['Arn'] } };
  await createResource(cloud, 'AWS::S3::Bucket', {
    BucketName: 'secret',
    BucketEncryption: { ServerSideEncryptionConfiguration: [encryption] },
  });
  const write = { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' } as const;
  const useKey = { Effect: 'Allow', Action: 'kms:GenerateDataKey*', Resource: String(key.attributes['Arn']) } as const;
  const command = new PutObjectCommand({ Bucket: 'secret', Key: 'a', Body: 'x' });
  await expect((await clientFor(write)).send(command)).rejects.toThrow(/not authorized to perform: kms:GenerateDataKey/);
  await expect((await clientFor(write, useKey)).send(command)).resolves.toBeDefined();
});

test('the state of versioning is told', async () => {
  const { client } = await setUp();
  expect((await client.send(new GetBucketVersioningCommand(bucket))).Status).toBe('Enabled');
});

test('an unknown bucket is refused', async () => {
  const { client } = await setUp();
  await expect(client.send(new ListObjectsV2Command({ Bucket: 'nobody' }))).rejects.toMatchObject({ name: 'NoSuchBucket' });
});
