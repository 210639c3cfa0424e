/** Listing and describing buckets. */
import * as v from 'valibot';
import type { Service } from '../../cloud/service';
import { integer, validated } from '../../cloud/validated';
import { text } from '../input';
import type { ObjectVersion } from './bucket';
import type { Buckets } from './buckets';

const bucketOnly = v.object({ Bucket: text });
const listing = v.object({ Bucket: text, Prefix: v.optional(v.string(), '') });
const listingV2 = v.object({
  ...listing.entries,
  Delimiter: v.exactOptional(text),
  MaxKeys: v.optional(v.pipe(integer, v.minValue(1)), 1000),
  ContinuationToken: v.exactOptional(text),
  StartAfter: v.optional(v.string(), ''),
});

export const listOperations = (buckets: Buckets): Service['operations'] => ({
  ListObjectsV2: validated(listingV2, {
    needs: ({ Bucket, Prefix }) => buckets.bucketNeeds('ListBucket', Bucket, { 's3:prefix': Prefix }),
    run: ({ Bucket, Prefix, Delimiter, MaxKeys, ContinuationToken, StartAfter }) => {
      const bucket = buckets.find(Bucket);
      const after = ContinuationToken === undefined ? StartAfter : Buffer.from(ContinuationToken, 'base64url').toString();
      const existing = bucket.keys(Prefix).filter((key) => bucket.current(key) && key > after);
      const entries = distinct(existing.map((key) => commonPrefix(key, Prefix, Delimiter) ?? key));
      const page = entries.slice(0, Math.min(MaxKeys, 1000));
      const objects = page.flatMap((entry) => bucket.current(entry) ?? []);
      const truncated = page.length < entries.length;
      const last = existing.findLast((key) => (commonPrefix(key, Prefix, Delimiter) ?? key) === page.at(-1)) ?? '';
      return {
        Name: Bucket,
        Prefix,
        MaxKeys,
        KeyCount: page.length,
        IsTruncated: truncated,
        Contents: objects.map(summary),
        CommonPrefixes: page.filter((entry) => !bucket.current(entry)).map((each) => ({ Prefix: each })),
        ...(truncated ? { NextContinuationToken: Buffer.from(last).toString('base64url') } : {}),
      };
    },
  }),
  ListObjectVersions: validated(listing, {
    needs: ({ Bucket, Prefix }) => buckets.bucketNeeds('ListBucketVersions', Bucket, { 's3:prefix': Prefix }),
    run: ({ Bucket, Prefix }) => {
      const bucket = buckets.find(Bucket);
      const all = bucket.keys(Prefix).flatMap((key) => bucket.versions(key).toReversed());
      const marker = (version: ObjectVersion) => ({
        Key: version.key,
        LastModified: version.modified,
        VersionId: version.versionId,
        IsLatest: bucket.versions(version.key).at(-1) === version,
      });
      return {
        Name: Bucket,
        Prefix,
        IsTruncated: false,
        Versions: all.filter(({ deleteMarker }) => !deleteMarker).map((version) => ({ ...summary(version), ...marker(version) })),
        DeleteMarkers: all.filter(({ deleteMarker }) => deleteMarker).map(marker),
      };
    },
  }),
  GetBucketVersioning: validated(bucketOnly, {
    needs: ({ Bucket }) => buckets.bucketNeeds('GetBucketVersioning', Bucket),
    run: ({ Bucket }) => (buckets.find(Bucket).settings.versioned ? { Status: 'Enabled' } : {}),
  }),
  HeadBucket: validated(bucketOnly, {
    needs: ({ Bucket }) => buckets.bucketNeeds('ListBucket', Bucket),
    run: ({ Bucket }) => {
      buckets.find(Bucket);
      return {};
    },
  }),
});

const summary = ({ key, modified, etag, body }: ObjectVersion) => ({
  Key: key,
  LastModified: modified,
  ETag: etag,
  Size: body.byteLength,
  StorageClass: 'STANDARD',
});

const commonPrefix = (key: string, prefix: string, delimiter: string | undefined): string | undefined => {
  if (delimiter === undefined) return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
};

const distinct = (entries: readonly string[]): readonly string[] => [...new Set(entries)];
