import * as fc from 'fast-check';
import { crc32Of, decodeChunked } from '../../../rehearsal/http/aws-chunked';

const encode = (chunks: readonly Uint8Array[], trailer: string): Buffer =>
  Buffer.concat([
    ...chunks
      .filter(({ length }) => length > 0)
      .flatMap((chunk) => [Buffer.from(`${chunk.length.toString(16)};chunk-signature=0\r\n`), chunk, Buffer.from('\r\n')]),
    Buffer.from(`0\r\n${trailer}\r\n`),
  ]);

test('chunks of any size give their bytes back', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) => {
      const data = Buffer.concat(chunks);
      expect(decodeChunked(encode(chunks, `x-amz-checksum-crc32:${crc32Of(data)}\r\n`))).toEqual(data);
    }),
  );
});

test.each([
  ['a wrong checksum', encode([Buffer.from('abc')], 'x-amz-checksum-crc32:AAAAAA==\r\n'), 'BadDigest'],
  ['a body that is cut off', Buffer.from('ff\r\nabc'), 'IncompleteBody'],
  ['no chunks at all', Buffer.from('hello'), 'IncompleteBody'],
])('%s is refused', (_what, body, code) => {
  expect(() => decodeChunked(body)).toThrow(expect.objectContaining({ code }));
});
