/** All buckets of an account. */
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Need } from '../../cloud/service';
import { keyNeeds } from '../kms/keys';
import { Bucket } from './bucket';
import type { BucketSettings } from './bucket';

export class Buckets {
  private readonly byName = new Map<string, Bucket>();

  constructor(private readonly cloud: Cloud) {}

  create(settings: BucketSettings): Bucket {
    const { name } = settings;
    if (this.byName.has(name)) throw new AwsError('BucketAlreadyOwnedByYou', `The bucket ${name} already exists.`, 409);
    const bucket = new Bucket(settings);
    this.byName.set(name, bucket);
    return bucket;
  }

  /** Throws AwsError NoSuchBucket. */
  find(name: string): Bucket {
    const bucket = this.byName.get(name);
    if (bucket) return bucket;
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
  }

  objectNeeds(action: string, bucket: string, key: string, ...keyActions: readonly ('Decrypt' | 'GenerateDataKey')[]): readonly Need[] {
    const kmsKey = this.byName.get(bucket)?.settings.kmsKey;
    return [
      { action: `s3:${action}`, resource: this.cloud.arn('s3', `${bucket}/${key}`) },
      ...keyNeeds(this.cloud, kmsKey, 's3', ...keyActions),
    ];
  }

  bucketNeeds(action: string, bucket: string, context: Readonly<Record<string, string>> = {}): readonly Need[] {
    return [{ action: `s3:${action}`, resource: this.cloud.arn('s3', bucket), context }];
  }
}
