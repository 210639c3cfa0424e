import { Duration } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, type BucketProps, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Config } from '../config/config';
import { bucketRemoval } from './removal';

/** A private bucket: encrypted, TLS only, no access lists, unfinished uploads removed after a week. */
export function privateBucket(scope: Construct, id: string, config: Config, props: BucketProps): IBucket {
  const bucket = new Bucket(scope, id, {
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    ...bucketRemoval(config),
    ...props,
    lifecycleRules: [{ id: 'UnfinishedUploads', abortIncompleteMultipartUploadAfter: Duration.days(7) }, ...(props.lifecycleRules ?? [])],
  });
  // The class misses its own interface by exactOptionalPropertyTypes only.
  return bucket as IBucket;
}
