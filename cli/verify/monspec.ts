import { createHash } from 'node:crypto';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { parseMonspec } from '../../lambda/monspec/parse';
import type { Validation } from '../../lambda/gate/validation';
import type { Finding } from './difference';

/** Where a monspec lies, and what must be true of its bytes. */
interface MonspecObject {
  readonly what: string;
  readonly bucket: string;
  readonly key: string;
  /** Of the bytes as they were registered. */
  readonly sha256?: string;
}

/** What is read. */
export interface MonspecRequest {
  readonly s3: S3Client;
  /** Where releases are uploaded; absent where the pipeline has no such source. */
  readonly source: { readonly bucket: string; readonly key: string } | undefined;
  readonly evidenceBucket: string;
  /** The newest validation of the pipeline; absent before the first. */
  readonly newest: Validation | undefined;
}

/** Whether the monspec that comes next, and the one that was registered last, are there and can be used. */
export async function checkMonspec({ s3, source, evidenceBucket, newest }: MonspecRequest): Promise<readonly Finding[]> {
  const registered = newest && {
    what: `registered for ${newest.stage}`,
    bucket: evidenceBucket,
    key: newest.monspecKey,
    sha256: newest.monspecSha256,
  };
  const objects: readonly MonspecObject[] = [
    ...(source === undefined ? [] : [{ what: 'of the next release', ...source }]),
    ...(registered ? [registered] : []),
  ];
  const findings = await Promise.all(objects.map((object) => checkObject(s3, object)));
  return newest === undefined ? [...findings, never] : findings;
}

const never: Finding = {
  area: 'monspec',
  what: 'registered by a gate',
  status: 'unknown',
  rehearsed: 'is kept with its hash',
  found: 'no build has reached a gate of this pipeline yet',
  fix: 'Release a build (unbreakable release 1), then verify again.',
};

async function checkObject(s3: S3Client, { what, bucket, key, sha256 }: MonspecObject): Promise<Finding> {
  const base = { area: 'monspec', what, rehearsed: 'can be read and used' } as const;
  const bytes = await read(s3, bucket, key);
  if (bytes === undefined)
    return {
      ...base,
      status: 'different',
      found: `there is no s3://${bucket}/${key}`,
      fix: 'Upload it with a release: unbreakable release 1',
    };
  const parsed = parseMonspec(bytes);
  if (!parsed.ok) {
    const [issue] = parsed.issues;
    return {
      ...base,
      status: 'different',
      found: `${key}: ${issue?.path ?? ''} ${issue?.message ?? ''}`,
      fix: issue?.fix ?? 'Run: unbreakable lint',
    };
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== undefined && hash !== sha256)
    return {
      ...base,
      status: 'different',
      found: `${key} is not what was registered`,
      fix: 'Find out who wrote to the evidence bucket; its objects are never changed.',
    };
  return { ...base, status: 'same', found: `${bytes.byteLength} bytes, ${Object.keys(parsed.value.services).length} service(s)` };
}

async function read(s3: S3Client, Bucket: string, Key: string): Promise<Uint8Array | undefined> {
  try {
    return await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToByteArray();
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
    throw error;
  }
}
