import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { readBody } from '../../../rehearsal/http/body';

const request = (body: Uint8Array, headers: Record<string, string> = {}) => Object.assign(Readable.from([body]), { headers });

test('a plain and a compressed body', async () => {
  expect((await readBody(request(Buffer.from('hello')))).toString()).toBe('hello');
  expect((await readBody(request(gzipSync('hello'), { 'content-encoding': 'gzip' }))).toString()).toBe('hello');
});

test.each([
  ['a body over the limit', request(Buffer.alloc(11)), 'RequestEntityTooLargeException'],
  ['a body that claims to be compressed', request(Buffer.from('hello'), { 'content-encoding': 'gzip' }), 'SerializationException'],
])('%s is refused', async (_what, given, code) => {
  await expect(readBody(given, 10)).rejects.toMatchObject({ code });
});
