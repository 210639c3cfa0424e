/** The aws-chunked encoding: `SIZE[;extension]\r\n DATA \r\n … 0\r\n trailers \r\n\r\n`, sizes in hexadecimal. */
import { crc32 } from 'node:zlib';
import { AwsError } from '../cloud/aws-error';

const lineEnd = '\r\n';

/** The data of an aws-chunked body. Throws AwsError where it is cut off or its crc32 trailer does not fit. */
export const decodeChunked = (body: Buffer): Buffer => {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const end = body.indexOf(lineEnd, position);
    const size = Number.parseInt(body.toString('latin1', position, Math.max(end, position)), 16);
    if (end < 0 || !(size >= 0)) throw new AwsError('IncompleteBody', 'The aws-chunked body is malformed.');
    position = end + lineEnd.length;
    if (size === 0) break;
    if (position + size > body.length) throw new AwsError('IncompleteBody', 'The aws-chunked body is cut off.');
    chunks.push(body.subarray(position, position + size));
    position += size + lineEnd.length;
  }
  const data = Buffer.concat(chunks);
  verifyCrc32(data, trailer(body.toString('latin1', position), 'x-amz-checksum-crc32'));
  return data;
};

/** Throws BadDigest unless the base64 checksum is that of the data; nothing to check where none was sent. */
export const verifyCrc32 = (data: Buffer, expected: string | undefined): void => {
  if (expected === undefined || expected === crc32Of(data)) return;
  throw new AwsError('BadDigest', 'The CRC32 you specified did not match the calculated checksum.');
};

/** The CRC32 of data as S3 writes it: base64 of four bytes. */
export const crc32Of = (data: Uint8Array): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(data));
  return bytes.toString('base64');
};

const trailer = (text: string, name: string): string | undefined =>
  text
    .split(lineEnd)
    .find((line) => line.toLowerCase().startsWith(`${name}:`))
    ?.slice(name.length + 1)
    .trim();
