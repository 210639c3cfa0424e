/** Writes the outputs of S3 operations: objects as headers and bytes, everything else as XML. */
import type { HttpReply } from './protocol';
import { toXml } from './xml';

/** Headers by the output member that they carry. */
const headerNames: Readonly<Record<string, string>> = {
  ETag: 'etag',
  VersionId: 'x-amz-version-id',
  ContentType: 'content-type',
  LastModified: 'last-modified',
  DeleteMarker: 'x-amz-delete-marker',
  ServerSideEncryption: 'x-amz-server-side-encryption',
  ChecksumCRC32: 'x-amz-checksum-crc32',
};

/** Root elements of XML answers, where they are not `<operation>Result`. */
const roots: Readonly<Record<string, string>> = {
  ListObjectsV2: 'ListBucketResult',
  ListObjectVersions: 'ListVersionsResult',
  GetBucketVersioning: 'VersioningConfiguration',
  CopyObject: 'CopyObjectResult',
};

export const writeS3 = (operation: string, output: unknown): HttpReply => {
  const members = Object(output ?? {}) as Readonly<Record<string, unknown>>;
  const root = roots[operation];
  if (root !== undefined) return xml(root, members);
  const body = members['Body'];
  return {
    status: operation === 'DeleteObject' ? 204 : 200,
    headers: headersOf(members),
    body: body instanceof Uint8Array ? body : new Uint8Array(),
    ...(typeof members['ContentLength'] === 'number' ? { contentLength: members['ContentLength'] } : {}),
  };
};

const xml = (root: string, members: Readonly<Record<string, unknown>>): HttpReply => {
  const { CopyObjectResult: inner, VersionId: version, Versions: Version, DeleteMarkers: DeleteMarker, ...rest } = members;
  const content = root === 'CopyObjectResult' ? inner : { ...rest, Version, DeleteMarker };
  return {
    status: 200,
    headers: { 'content-type': 'application/xml', ...(version === undefined ? {} : { 'x-amz-version-id': text(version) }) },
    body: Buffer.from(toXml({ [root]: content })),
  };
};

const text = (value: unknown): string =>
  value instanceof Date ? value.toUTCString() : typeof value === 'string' ? value : JSON.stringify(value);

const headersOf = (members: Readonly<Record<string, unknown>>): Record<string, string> => {
  const metadata = Object.entries(Object(members['Metadata'] ?? {}) as Readonly<Record<string, string>>);
  const named = Object.entries(headerNames).flatMap(([member, header]) => {
    const value = members[member];
    return value === undefined ? [] : [[header, text(value)] as const];
  });
  return Object.fromEntries([...named, ...metadata.map(([name, value]) => [`x-amz-meta-${name}`, value] as const)]);
};
