/** Properties of AWS::KinesisFirehose::DeliveryStream, as far as they are rehearsed. */
import * as v from 'valibot';
import { flag, numeric, text } from '../input';

const hints = (seconds: number, megabytes: number) =>
  v.optional(
    v.object({
      IntervalInSeconds: v.optional(v.pipe(numeric, v.minValue(0), v.maxValue(900)), seconds),
      SizeInMBs: v.optional(v.pipe(numeric, v.minValue(1), v.maxValue(128)), megabytes),
    }),
    {},
  );

const loggingOptions = v.exactOptional(
  v.object({ Enabled: v.optional(flag, false), LogGroupName: v.exactOptional(text), LogStreamName: v.exactOptional(text) }),
);

const errorType = '!{firehose:error-output-type}';

const bucket = v.pipe(
  v.looseObject({
    BucketARN: v.pipe(text, v.regex(/^arn:aws:s3:::.+$/, 'Member must be the ARN of a bucket')),
    RoleARN: text,
    BufferingHints: hints(300, 5),
    CompressionFormat: v.optional(v.picklist(['UNCOMPRESSED', 'GZIP'], 'only GZIP and UNCOMPRESSED are rehearsed'), 'UNCOMPRESSED'),
    Prefix: v.exactOptional(v.string()),
    ErrorOutputPrefix: v.exactOptional(v.string()),
    CloudWatchLoggingOptions: loggingOptions,
  }),
  v.check(
    ({ Prefix = '', ErrorOutputPrefix = '' }) => !Prefix.includes('!{') || ErrorOutputPrefix.includes(errorType),
    `ErrorOutputPrefix must contain ${errorType} when Prefix contains expressions`,
  ),
);

export const streamProperties = v.object({
  DeliveryStreamName: v.exactOptional(v.pipe(text, v.maxLength(64), v.regex(/^[\w.-]+$/))),
  DeliveryStreamType: v.optional(v.literal('DirectPut', 'only DirectPut is rehearsed'), 'DirectPut'),
  DeliveryStreamEncryptionConfigurationInput: v.exactOptional(v.looseObject({})),
  AmazonopensearchserviceDestinationConfiguration: v.looseObject(
    {
      RoleARN: text,
      DomainARN: v.pipe(text, v.regex(/^arn:aws:es:.+:domain\/[a-z][a-z0-9-]+$/, 'Member must be the ARN of a domain')),
      IndexName: text,
      IndexRotationPeriod: v.optional(v.picklist(['NoRotation', 'OneDay'], 'only NoRotation and OneDay are rehearsed'), 'OneDay'),
      DocumentIdOptions: v.optional(v.object({ DefaultDocumentIdFormat: v.picklist(['FIREHOSE_DEFAULT', 'NO_DOCUMENT_ID']) }), {
        DefaultDocumentIdFormat: 'FIREHOSE_DEFAULT',
      }),
      BufferingHints: hints(300, 5),
      RetryOptions: v.optional(v.object({ DurationInSeconds: v.pipe(numeric, v.minValue(0), v.maxValue(7200)) }), {
        DurationInSeconds: 300,
      }),
      S3BackupMode: v.optional(v.picklist(['AllDocuments', 'FailedDocumentsOnly']), 'FailedDocumentsOnly'),
      S3Configuration: bucket,
      ProcessingConfiguration: v.exactOptional(v.never('processing is not rehearsed')),
      CloudWatchLoggingOptions: loggingOptions,
    },
    'only streams to OpenSearch Service are rehearsed',
  ),
});

export type Destination = v.InferOutput<typeof streamProperties>['AmazonopensearchserviceDestinationConfiguration'];
export type BucketSettings = Destination['S3Configuration'];
