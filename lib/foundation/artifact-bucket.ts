import { Duration } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BucketEncryption, type BucketProps, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { artifactReaders, type ArtifactReader } from '../accounts/artifact-readers';
import type { Config } from '../config/config';
import { privateBucket } from './bucket';
import { removalPolicy } from './removal';

/**
 * The pipeline's artifacts: the revisions that can be deployed again. With several accounts it has a key of its own,
 * and in the environments' accounts those may read who deploy and who are deployed to, and nobody else.
 */
export function artifactBucket(scope: Construct, id: string, config: Config, props: BucketProps = {}): IBucket {
  const readers = artifactReaders(config);
  const key = readers.length === 0 ? undefined : artifactKey(scope, `${id}Key`, config, readers);
  const bucket = privateBucket(scope, id, config, {
    ...props,
    ...(key && { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }),
    lifecycleRules: [{ id: 'BeyondRollback', expiration: Duration.days(config.retention.artifactDays) }],
  });
  for (const reader of readers) {
    bucket.addToResourcePolicy(
      statement(reader, `Objects${reader.name}`, ['s3:GetObject', 's3:GetObjectVersion'], bucket.arnForObjects('*')),
    );
    bucket.addToResourcePolicy(
      statement(reader, `Bucket${reader.name}`, ['s3:ListBucket', 's3:GetBucketLocation', 's3:GetBucketVersioning'], bucket.bucketArn),
    );
  }
  return bucket;
}

/** A key of our own, since no other account may use the keys that AWS manages. */
function artifactKey(scope: Construct, id: string, config: Config, readers: readonly ArtifactReader[]): Key {
  const key = new Key(scope, id, {
    description: 'Artifacts of the unbreakable pipeline; the accounts of its environments read them',
    enableKeyRotation: true,
    removalPolicy: removalPolicy(config),
  });
  for (const reader of readers) key.addToResourcePolicy(statement(reader, `Read${reader.name}`, ['kms:Decrypt', 'kms:DescribeKey'], '*'));
  return key;
}

/** Another account as a whole is let in, but of it only these roles: policies cannot name a role that is not there yet. */
const statement = ({ account, roles }: ArtifactReader, sid: string, actions: string[], resource: string): PolicyStatement =>
  new PolicyStatement({
    sid,
    principals: [new AccountPrincipal(account)],
    actions,
    resources: [resource],
    conditions: { ArnLike: { 'aws:PrincipalArn': roles } },
  });
