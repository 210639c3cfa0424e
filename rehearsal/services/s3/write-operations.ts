/** Writing, copying and deleting objects. */
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Service } from '../../cloud/service';
import { validated } from '../../cloud/validated';
import { text } from '../input';
import type { Bucket, NewObject, ObjectVersion } from './bucket';
import type { Buckets } from './buckets';
import { objectCreated } from './object-created';

const body = v.union([
  v.instance(Uint8Array),
  v.pipe(
    v.string(),
    v.transform((given): Uint8Array => Buffer.from(given)),
  ),
]);
const metadata = v.optional(v.record(v.string(), v.string()), {});

const putSchema = v.object({
  Bucket: text,
  Key: v.pipe(text, v.maxLength(1024)),
  Body: v.optional(body, new Uint8Array()),
  ContentType: v.optional(v.string(), 'binary/octet-stream'),
  Metadata: metadata,
  IfNoneMatch: v.exactOptional(v.literal('*')),
  IfMatch: v.exactOptional(v.string()),
});

const copySchema = v.object({
  Bucket: text,
  Key: v.pipe(text, v.maxLength(1024)),
  CopySource: text,
  MetadataDirective: v.optional(v.picklist(['COPY', 'REPLACE']), 'COPY'),
  ContentType: v.exactOptional(v.string()),
  Metadata: metadata,
});

const deleteSchema = v.object({ Bucket: text, Key: text, VersionId: v.exactOptional(text) });

export const writeOperations = (cloud: Cloud, buckets: Buckets): Service['operations'] => {
  const now = () => new Date(cloud.clock.now());

  const store = (bucket: Bucket, object: NewObject, reason: 'PutObject' | 'CopyObject'): ObjectVersion => {
    const stored = bucket.put(object);
    if (bucket.sendsEvents) cloud.emit(objectCreated(cloud, bucket.settings.name, stored, reason));
    return stored;
  };

  const put = validated(putSchema, {
    needs: ({ Bucket, Key }) => buckets.objectNeeds('PutObject', Bucket, Key, 'GenerateDataKey'),
    run: (input) => {
      const bucket = buckets.find(input.Bucket);
      checkPrecondition(input, bucket.current(input.Key));
      const { Key: key, ContentType: contentType, Metadata } = input;
      const object = { key, body: input.Body, contentType, metadata: lowerCase(Metadata), modified: now() };
      const stored = store(bucket, object, 'PutObject');
      return { ETag: stored.etag, ...versionOf(stored) };
    },
  });

  const copy = validated(copySchema, {
    needs: ({ Bucket, Key, CopySource }) => {
      const from = source(CopySource);
      const read = from.versionId === undefined ? 'GetObject' : 'GetObjectVersion';
      return [
        ...buckets.objectNeeds(read, from.bucket, from.key, 'Decrypt'),
        ...buckets.objectNeeds('PutObject', Bucket, Key, 'GenerateDataKey'),
      ];
    },
    run: (input) => {
      const { bucket, key, versionId } = source(input.CopySource);
      const from = buckets.find(bucket);
      const object = versionId === undefined ? from.current(key) : from.version(key, versionId);
      if (!object) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
      const replaced = { contentType: input.ContentType ?? 'binary/octet-stream', metadata: lowerCase(input.Metadata) };
      const kept = input.MetadataDirective === 'COPY' ? object : { ...object, ...replaced };
      const stored = store(buckets.find(input.Bucket), { ...kept, key: input.Key, modified: now() }, 'CopyObject');
      return { CopyObjectResult: { ETag: stored.etag, LastModified: stored.modified }, ...versionOf(stored) };
    },
  });

  const remove = validated(deleteSchema, {
    needs: ({ Bucket, Key, VersionId }) =>
      buckets.objectNeeds(VersionId === undefined ? 'DeleteObject' : 'DeleteObjectVersion', Bucket, Key),
    run: ({ Bucket, Key, VersionId }) => {
      const bucket = buckets.find(Bucket);
      if (VersionId !== undefined) {
        bucket.deleteVersion(Key, VersionId);
        return { VersionId };
      }
      const marker = bucket.delete(Key, now());
      return marker ? { DeleteMarker: true, VersionId: marker.versionId } : {};
    },
  });

  return { PutObject: put, CopyObject: copy, DeleteObject: remove };
};

const checkPrecondition = ({ IfNoneMatch, IfMatch }: v.InferOutput<typeof putSchema>, existing: ObjectVersion | undefined): void => {
  const fails = (IfNoneMatch !== undefined && existing) || (IfMatch !== undefined && existing?.etag !== IfMatch);
  if (fails) throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
};

/** `/bucket/key?versionId=…`, percent-encoded, the leading slash optional. */
const source = (text: string): { readonly bucket: string; readonly key: string; readonly versionId: string | undefined } => {
  const [, bucket = '', key = '', versionId] = /^\/?([^/]+)\/(.+?)(?:\?versionId=(.+))?$/.exec(text) ?? [];
  return { bucket, key: decodeURIComponent(key), versionId };
};

const lowerCase = (given: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));

const versionOf = ({ versionId }: ObjectVersion) => (versionId === 'null' ? {} : { VersionId: versionId });
