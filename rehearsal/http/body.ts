/** Reads request bodies whole, undoing what the SDK did to them on the way. */
import { buffer } from 'node:stream/consumers';
import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import type { IncomingMessage } from 'node:http';
import { AwsError } from '../cloud/aws-error';
import { decodeChunked } from './aws-chunked';

/** Largest body that the endpoint takes, in bytes. */
export const bodyLimit = 64 * 1024 * 1024;

/** The plain body. Throws AwsError for one that is too large or badly encoded. */
export const readBody = async (request: Readable & Pick<IncomingMessage, 'headers'>, limit = bodyLimit): Promise<Buffer> => {
  const limited = limiter(limit);
  const whole = buffer(limited);
  await Promise.all([pipeline(request, limited), whole]);
  return decode(await whole, request.headers);
};

const limiter = (limit: number): Transform => {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.byteLength;
      if (size > limit) done(new AwsError('RequestEntityTooLargeException', `The body is larger than ${limit} bytes.`, 413));
      else done(null, chunk);
    },
  });
};

const decode = (body: Buffer, headers: IncomingMessage['headers']): Buffer => {
  const encodings = (headers['content-encoding'] ?? '').split(',').map((text) => text.trim());
  const streamed = encodings.includes('aws-chunked') || headers['x-amz-content-sha256']?.toString().startsWith('STREAMING-');
  if (streamed) return decodeChunked(body);
  return encodings.includes('gzip') ? decompress(body) : body;
};

const decompress = (body: Buffer): Buffer => {
  try {
    return gunzipSync(body, { maxOutputLength: bodyLimit });
  } catch {
    throw new AwsError('SerializationException', 'The body is not valid gzip, or too large.');
  }
};
