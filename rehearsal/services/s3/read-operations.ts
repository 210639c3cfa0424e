/** Reading objects. */
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Principal, Service } from '../../cloud/service';
import { validated } from '../../cloud/validated';
import { crc32Of } from '../../http/aws-chunked';
import { text } from '../input';
import type { ObjectVersion } from './bucket';
import type { Buckets } from './buckets';

const schema = v.object({
  Bucket: text,
  Key: text,
  VersionId: v.exactOptional(text),
  ChecksumMode: v.exactOptional(v.string()),
});

type Input = v.InferOutput<typeof schema>;

export const readOperations = (cloud: Cloud, buckets: Buckets): Service['operations'] => {
  const needs = ({ Bucket, Key, VersionId }: Input) =>
    buckets.objectNeeds(VersionId === undefined ? 'GetObject' : 'GetObjectVersion', Bucket, Key, 'Decrypt');

  /** Whoever may not list a bucket is not told that an object is missing. */
  const find = ({ Bucket, Key, VersionId }: Input, caller: Principal): ObjectVersion | undefined => {
    const bucket = buckets.find(Bucket);
    if (VersionId !== undefined) return bucket.version(Key, VersionId);
    const found = bucket.current(Key);
    if (!found) cloud.authorise(caller, 's3:ListBucket', cloud.arn('s3', Bucket), { 's3:prefix': Key });
    return found;
  };

  return {
    GetObject: validated(schema, {
      needs,
      run: (input, caller) => {
        const found = find(input, caller);
        if (!found) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
        return { ...describe(found, input), Body: found.body };
      },
    }),
    HeadObject: validated(schema, {
      needs,
      run: (input, caller) => {
        const found = find(input, caller);
        if (!found) throw new AwsError('NotFound', 'Not Found', 404);
        return describe(found, input);
      },
    }),
  };
};

const describe = (object: ObjectVersion, { ChecksumMode }: Input) => ({
  ETag: object.etag,
  ContentLength: object.body.byteLength,
  ContentType: object.contentType,
  LastModified: object.modified,
  Metadata: object.metadata,
  ...(object.versionId === 'null' ? {} : { VersionId: object.versionId }),
  ...(ChecksumMode === 'ENABLED' ? { ChecksumCRC32: crc32Of(object.body) } : {}),
});
