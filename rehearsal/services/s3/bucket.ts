/** Buckets and the versions of their objects, in memory. */
import { createHash, randomBytes } from 'node:crypto';
import { AwsError } from '../../cloud/aws-error';

export interface ObjectVersion {
  readonly key: string;
  /** `null` where the bucket is not versioned. */
  readonly versionId: string;
  readonly body: Uint8Array;
  /** With its quotation marks. */
  readonly etag: string;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly modified: Date;
  /** A marker that hides the older versions of a deleted object. */
  readonly deleteMarker: boolean;
}

export type NewObject = Pick<ObjectVersion, 'key' | 'body' | 'contentType' | 'metadata' | 'modified'>;

export interface BucketSettings {
  readonly name: string;
  readonly versioned: boolean;
  /** Key that encrypts the objects, where it is not S3's own. */
  readonly kmsKey: string | undefined;
}

export class Bucket {
  /** Whether the bucket tells EventBridge of new objects. */
  sendsEvents = false;
  /** By key; the newest version last. */
  private readonly objects = new Map<string, readonly ObjectVersion[]>();

  constructor(readonly settings: BucketSettings) {}

  put(given: NewObject): ObjectVersion {
    const etag = `"${createHash('md5').update(given.body).digest('hex')}"`;
    return this.add({ ...given, etag, versionId: this.newVersionId(), deleteMarker: false });
  }

  /** Hides the object behind a marker, or removes it where the bucket is not versioned. */
  delete(key: string, modified: Date): ObjectVersion | undefined {
    if (!this.settings.versioned) {
      this.objects.delete(key);
      return undefined;
    }
    const empty = { body: new Uint8Array(), etag: '', contentType: '', metadata: {} };
    return this.add({ ...empty, key, modified, versionId: this.newVersionId(), deleteMarker: true });
  }

  deleteVersion(key: string, versionId: string): void {
    const left = this.versions(key).filter((version) => version.versionId !== versionId);
    if (left.length > 0) this.objects.set(key, left);
    else this.objects.delete(key);
  }

  /** The object as it is now; undefined where it does not exist or is deleted. */
  current(key: string): ObjectVersion | undefined {
    const newest = this.versions(key).at(-1);
    return newest?.deleteMarker ? undefined : newest;
  }

  /** Throws AwsError where there is no such version, or it is a delete marker. */
  version(key: string, versionId: string): ObjectVersion {
    const found = this.versions(key).find((version) => version.versionId === versionId);
    if (!found) throw new AwsError('NoSuchVersion', 'The specified version does not exist.', 404);
    if (!found.deleteMarker) return found;
    throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405);
  }

  /** All versions of an object, oldest first. */
  versions(key: string): readonly ObjectVersion[] {
    return this.objects.get(key) ?? [];
  }

  /** Keys with a prefix in the order in which S3 lists them; those of deleted objects included. */
  keys(prefix: string): readonly string[] {
    return [...this.objects.keys()]
      .filter((key) => key.startsWith(prefix))
      .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  private add(version: ObjectVersion): ObjectVersion {
    const older = this.settings.versioned ? this.versions(version.key) : [];
    this.objects.set(version.key, [...older, version]);
    return version;
  }

  private newVersionId(): string {
    return this.settings.versioned ? randomBytes(24).toString('base64url') : 'null';
  }
}
