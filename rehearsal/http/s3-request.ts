/** Reads S3 requests: method, path and sub-resource name the operation. */
import { AwsError } from '../cloud/aws-error';
import { verifyCrc32 } from './aws-chunked';
import type { HttpRequest } from './protocol';

export interface S3Call {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Query parameters that select another operation than the plain ones. */
const subresources = ['uploads', 'uploadId', 'delete', 'versions', 'versioning', 'acl', 'tagging', 'policy', 'lifecycle', 'notification'];

/** What the rehearsal has no operation for gets a name that no stand-in knows, so that it is counted and refused. */
export const s3Request = (request: HttpRequest): S3Call => {
  const { bucket, key } = target(request.url);
  const subresource = subresources.find((name) => request.url.searchParams.has(name));
  const operation = subresource === undefined ? plain(request, key) : special(request.method, subresource);
  return { operation, input: { Bucket: bucket, ...(key === '' ? {} : { Key: key }), ...members(request) } };
};

const target = (url: URL): { readonly bucket: string; readonly key: string } => {
  const [, bucket = '', ...rest] = url.pathname.split('/');
  try {
    return { bucket: decodeURIComponent(bucket), key: rest.map(decodeURIComponent).join('/') };
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  }
};

const plain = ({ method, headers }: HttpRequest, key: string): string => {
  const copying = headers['x-amz-copy-source'] !== undefined;
  const names: Readonly<Record<string, string>> =
    key === ''
      ? { GET: 'ListObjectsV2', HEAD: 'HeadBucket', PUT: 'CreateBucket', DELETE: 'DeleteBucket' }
      : { GET: 'GetObject', HEAD: 'HeadObject', PUT: copying ? 'CopyObject' : 'PutObject', DELETE: 'DeleteObject' };
  return names[method] ?? special(method, 'object');
};

const special = (method: string, subresource: string): string => {
  if (method === 'GET' && subresource === 'versions') return 'ListObjectVersions';
  if (method === 'GET' && subresource === 'versioning') return 'GetBucketVersioning';
  return `${method} ${subresource}`;
};

/** Members of inputs by the query parameter or header that carries them. */
const inQuery: Readonly<Record<string, string>> = {
  versionId: 'VersionId',
  prefix: 'Prefix',
  delimiter: 'Delimiter',
  'max-keys': 'MaxKeys',
  'continuation-token': 'ContinuationToken',
  'start-after': 'StartAfter',
};
const inHeaders: Readonly<Record<string, string>> = {
  'content-type': 'ContentType',
  'if-none-match': 'IfNoneMatch',
  'if-match': 'IfMatch',
  'x-amz-copy-source': 'CopySource',
  'x-amz-metadata-directive': 'MetadataDirective',
  'x-amz-checksum-mode': 'ChecksumMode',
};
const metadataPrefix = 'x-amz-meta-';

const members = ({ method, url, headers, body }: HttpRequest): Record<string, unknown> => {
  const found: Record<string, unknown> = {};
  const metadata: Record<string, string> = {};
  for (const [name, value] of url.searchParams) if (inQuery[name]) found[inQuery[name]] = value;
  for (const [name, value] of Object.entries(headers)) {
    if (inHeaders[name]) found[inHeaders[name]] = String(value);
    if (name.startsWith(metadataPrefix)) metadata[name.slice(metadataPrefix.length)] = String(value);
  }
  if (method !== 'PUT') return found;
  verifyCrc32(body, headers['x-amz-checksum-crc32']?.toString());
  return { ...found, Metadata: metadata, Body: body };
};
