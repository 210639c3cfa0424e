import { Duration } from 'aws-cdk-lib';
import { CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Config } from '../config/config';
import { acknowledge } from '../nag/acknowledge';
import { artifactBucket } from './artifact-bucket';
import { privateBucket } from './bucket';

/** Where releases are uploaded, where the pipeline keeps its artifacts, and who read them. */
export class Buckets extends Construct {
  /** Access logs of the other buckets. */
  readonly accessLogs: IBucket;
  /** What people upload; versioned, as CodePipeline's S3 source needs it. */
  readonly source: IBucket;
  /** The pipeline's artifacts: the revisions that CodeDeploy can deploy again. */
  readonly artifacts: IBucket;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    const { sourceDays } = config.retention;
    this.accessLogs = privateBucket(this, 'AccessLogs', config, { lifecycleRules: [{ id: 'Old', expiration: Duration.days(sourceDays) }] });
    acknowledge(this.accessLogs, { S1: 'It holds the access logs; logging access to them here would never end.' });
    this.source = privateBucket(this, 'Source', config, {
      versioned: true,
      serverAccessLogsBucket: this.accessLogs,
      serverAccessLogsPrefix: 'source/',
      lifecycleRules: [{ id: 'Replaced', noncurrentVersionExpiration: Duration.days(sourceDays) }],
    });
    announceUploads(this.source);
    this.artifacts = artifactBucket(this, 'Artifacts', config, {
      serverAccessLogsBucket: this.accessLogs,
      serverAccessLogsPrefix: 'artifacts/',
    });
  }
}

/** Sends the bucket's events to EventBridge. The property itself: the L2's switch would add a function just to set it. */
function announceUploads(bucket: IBucket): void {
  const resource = bucket.node.defaultChild;
  if (resource instanceof CfnBucket) resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
}
