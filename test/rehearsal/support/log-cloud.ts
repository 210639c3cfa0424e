import { gunzipSync } from 'node:zlib';
import { writerRole, indexTemplate, lifecyclePolicy } from '../../../lambda/ops/search/bodies';
import { cloudWatchService } from '../../../rehearsal/services/cloudwatch/cloudwatch';
import { firehoseService } from '../../../rehearsal/services/firehose/firehose';
import { logsService } from '../../../rehearsal/services/logs/logs';
import { openSearchService } from '../../../rehearsal/services/opensearch/opensearch';
import { s3 } from '../../../rehearsal/services/s3/s3';
import { FakeCloud, ManualClock, operator, roleArn } from './fake-cloud';

/** Properties of a domain that AWS would make. */
export const domainProperties = (master: string) => ({
  DomainName: 'logs',
  EngineVersion: 'OpenSearch_3.7',
  EncryptionAtRestOptions: { Enabled: true },
  NodeToNodeEncryptionOptions: { Enabled: true },
  DomainEndpointOptions: { EnforceHTTPS: true },
  AdvancedSecurityOptions: { Enabled: true, InternalUserDatabaseEnabled: false, MasterUserOptions: { MasterUserARN: master } },
});

/** Properties of a stream that keeps all documents. */
export const streamProperties = (domainArn: string, more: object = {}) => ({
  DeliveryStreamName: 'logs',
  AmazonopensearchserviceDestinationConfiguration: {
    RoleARN: roleArn,
    DomainARN: domainArn,
    IndexName: 'unbreakable-logs',
    BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 1 },
    RetryOptions: { DurationInSeconds: 300 },
    S3BackupMode: 'AllDocuments',
    CloudWatchLoggingOptions: { Enabled: true, LogGroupName: 'errors', LogStreamName: 'index' },
    S3Configuration: {
      BucketARN: 'arn:aws:s3:::documents',
      RoleARN: roleArn,
      BufferingHints: { IntervalInSeconds: 300, SizeInMBs: 5 },
      CompressionFormat: 'GZIP',
      Prefix: 'documents/!{timestamp:yyyy/MM/dd/HH}/',
      ErrorOutputPrefix: 'failed/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/',
    },
    ...more,
  },
});

export const master = 'arn:aws:iam::123456789012:role/master';

/** A stream, a prepared domain and a bucket, in a time that stands still. */
export async function logCloud(more: object = {}) {
  const clock = new ManualClock();
  const cloud = new FakeCloud(clock);
  cloud.add(s3);
  cloud.add(cloudWatchService);
  cloud.add(logsService);
  const search = cloud.add(openSearchService);
  const firehose = cloud.add(firehoseService);
  await cloud.create('AWS::S3::Bucket', { BucketName: 'documents' });
  await cloud.create('AWS::Logs::LogGroup', { LogGroupName: 'errors' });
  await cloud.create('AWS::Logs::LogStream', { LogGroupName: 'errors', LogStreamName: 'index' });
  const { attributes } = await cloud.create('AWS::OpenSearchService::Domain', domainProperties(master));
  await cloud.create('AWS::KinesisFirehose::DeliveryStream', streamProperties(String(attributes['Arn']), more));
  const Host = String(attributes['DomainEndpoint']);
  const put = (Path: string, body: object) => cloud.call('es', 'ESHttpPut', { Host, Path, Body: JSON.stringify(body) }, operator);
  await put('/_plugins/_security/api/roles/writer', writerRole);
  await put('/_plugins/_security/api/rolesmapping/writer', { backend_roles: [roleArn] });
  await put('/_plugins/_ism/policies/unbreakable-logs', lifecyclePolicy(7));
  await put('/_index_template/unbreakable-logs', indexTemplate(1));
  return { clock, cloud, search, firehose, Host, domain: search.domains.get('logs')! };
}

/** Puts documents, as a producer does. */
export const putDocuments = (cloud: FakeCloud, documents: readonly unknown[]) =>
  cloud.call<{ FailedPutCount: number; RequestResponses: { RecordId?: string; ErrorCode?: string }[] }>(
    'firehose',
    'PutRecordBatch',
    { DeliveryStreamName: 'logs', Records: documents.map((document) => ({ Data: Buffer.from(`${JSON.stringify(document)}\n`) })) },
    operator,
  );

/** All lines of all objects below a prefix, parsed. */
export async function linesBelow(cloud: FakeCloud, Prefix: string): Promise<readonly Record<string, unknown>[]> {
  const { Contents = [] } = await cloud.call<{ Contents?: { Key: string }[] }>(
    's3',
    'ListObjectsV2',
    { Bucket: 'documents', Prefix },
    operator,
  );
  const texts = await Promise.all(
    Contents.map(async ({ Key }) => {
      const { Body } = await cloud.call<{ Body: Uint8Array }>('s3', 'GetObject', { Bucket: 'documents', Key }, operator);
      return gunzipSync(Body).toString('utf8');
    }),
  );
  return texts.flatMap((text) => text.split('\n').filter(Boolean)).map((line) => JSON.parse(line) as Record<string, unknown>);
}
