import { RemovalPolicy } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { LogGroup, LogStream } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { logNames, logPrefixes } from '../../lambda/contract/logging';
import type { Config } from '../config/config';
import { logRetention } from '../foundation/log-retention';
import { removalPolicy } from '../foundation/removal';
import { logWriterRole } from './log-writer-role';

/** What the stream writes to. */
export interface LogDestination {
  readonly config: Config;
  readonly domainArn: string;
}

const hour = '!{timestamp:yyyy/MM/dd/HH}/';
const indexErrors = 'OpenSearch';
const backupErrors = 'Backup';

/** What Firehose logs of its own failures, and the role that it acts as. Both exist before the domain does. */
export class LogDelivery extends Construct {
  readonly role: Role;
  readonly errors: LogGroup;
  private readonly streams: readonly LogStream[];

  constructor(
    scope: Construct,
    id: string,
    config: Config,
    private readonly bucket: IBucket,
  ) {
    super(scope, id);
    this.errors = new LogGroup(this, 'Errors', { retention: logRetention(config), removalPolicy: removalPolicy(config) });
    this.streams = [indexErrors, backupErrors].map(
      (logStreamName) =>
        new LogStream(this, `${logStreamName}Errors`, { logGroup: this.errors, logStreamName, removalPolicy: RemovalPolicy.DESTROY }),
    );
    this.role = logWriterRole(this, 'Role', bucket, this.errors);
  }

  /**
   * The stream: an index a day, every document in the bucket too, those refused for good with the reason in a folder of
   * their own. The documents' ids are Firehose's, so that a repeated bulk request indexes nothing twice.
   */
  deliverTo({ config, domainArn }: LogDestination): CfnDeliveryStream {
    const stream = new CfnDeliveryStream(this, 'Stream', {
      deliveryStreamName: logNames.stream,
      deliveryStreamType: 'DirectPut',
      deliveryStreamEncryptionConfigurationInput: { keyType: 'AWS_OWNED_CMK' },
      amazonopensearchserviceDestinationConfiguration: {
        domainArn,
        roleArn: this.role.roleArn,
        indexName: logNames.index,
        indexRotationPeriod: 'OneDay',
        documentIdOptions: { defaultDocumentIdFormat: 'FIREHOSE_DEFAULT' },
        bufferingHints: { intervalInSeconds: 60, sizeInMBs: 1 },
        retryOptions: { durationInSeconds: config.logging.retrySeconds },
        s3BackupMode: 'AllDocuments',
        s3Configuration: {
          bucketArn: this.bucket.bucketArn,
          roleArn: this.role.roleArn,
          bufferingHints: { intervalInSeconds: 300, sizeInMBs: 5 },
          compressionFormat: 'GZIP',
          prefix: `${logPrefixes.documents}${hour}`,
          errorOutputPrefix: `${logPrefixes.failed}!{firehose:error-output-type}/${hour}`,
          cloudWatchLoggingOptions: this.logTo(backupErrors),
        },
        cloudWatchLoggingOptions: this.logTo(indexErrors),
      },
    });
    for (const each of this.streams) stream.node.addDependency(each);
    return stream;
  }

  private logTo(logStreamName: string) {
    return { enabled: true, logGroupName: this.errors.logGroupName, logStreamName };
  }
}
