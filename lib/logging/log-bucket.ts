import { Duration } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Config } from '../config/config';
import { privateBucket } from '../foundation/bucket';

/** Keeps every document, for longer than it can be searched. Its name goes into output, so that people find lost ones. */
export const logBucket = (scope: Construct, id: string, config: Config, accessLogs: IBucket): IBucket =>
  privateBucket(scope, id, config, {
    serverAccessLogsBucket: accessLogs,
    serverAccessLogsPrefix: 'logs/',
    lifecycleRules: [{ id: 'Old', expiration: Duration.days(config.logging.backupDays) }],
  });
