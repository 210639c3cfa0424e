import { Key, type CfnKey } from 'aws-cdk-lib/aws-kms';
import { Bucket, CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Place } from '../config/sections/accounts';

/**
 * A bucket of another account as stacks of this one see it. CDK's classes refer to other accounts only by names that
 * are fixed beforehand, and a key has none; the resources' own attributes are read from the other stack's outputs.
 */
export function foreignBucket(scope: Construct, id: string, bucket: IBucket, { id: account, region }: Place): IBucket {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof CfnBucket)) return bucket;
  const key = bucket.encryptionKey?.node.defaultChild as CfnKey | undefined;
  return Bucket.fromBucketAttributes(scope, id, {
    bucketArn: resource.attrArn,
    bucketName: resource.ref,
    account,
    region,
    ...(key && { encryptionKey: Key.fromKeyArn(scope, `${id}Key`, key.attrArn) }),
  });
}
