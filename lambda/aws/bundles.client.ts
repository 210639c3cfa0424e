import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Revisions } from '../gate/ports/revisions';
import type { BundleRevision } from '../gate/revision';
import { clientOptions } from './client-options';
import { isNamed } from './sdk-error';

/** Bundles in S3; where an environment is in another region, so is the bucket that it deploys from. */
export class Bundles implements Revisions<BundleRevision> {
  constructor(private readonly client: S3Client = new S3Client({ ...clientOptions, followRegionRedirects: true })) {}

  async exists({ bucket, key, version }: BundleRevision): Promise<boolean> {
    try {
      await this.client.send(new HeadObjectCommand({ Bucket: bucket, Key: key, ...(version ? { VersionId: version } : {}) }));
      return true;
    } catch (error) {
      if (isNamed(error, 'NotFound', 'NoSuchKey', 'NoSuchVersion', 'NoSuchBucket')) {
        return false;
      }
      throw error;
    }
  }
}
