/** Input that is no monspec at all: one clear issue, whatever it is. */
import * as fc from 'fast-check';
import { formatIssue } from '../../lambda/monspec/text/issues';
import { parseMonspec } from '../../lambda/monspec/parse';
import { service } from './files';

const messages = (input: Uint8Array | string): readonly string[] => {
  const result = parseMonspec(input);
  return result.ok ? [] : result.issues.map(formatIssue);
};

const utf16 = (text: string): Uint8Array => new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);

test.each<[string, Uint8Array | string, string]>([
  ['1 MB of zeros', new Uint8Array(1_000_000), 'at most 262144 bytes. Received: "1000000 bytes"'],
  ['1 MB of text', 'x'.repeat(1_000_000), 'at most 262144 bytes'],
  ['256 KiB of brackets', '['.repeat(262_144), 'nested deeper than 32 levels'],
  ['256 KiB of objects', '{"a":'.repeat(52_428), 'nested deeper than 32 levels'],
  ['256 KiB of junk', 'x '.repeat(131_072), 'This is not JSON: invalid symbol at line 1, column 1.'],
  ['UTF-16', utf16('{}'), 'A monspec is UTF-8 text. Received: "UTF-16 text"'],
  ['Latin 1', new Uint8Array([0x7b, 0x22, 0xe4, 0x22, 0x7d]), 'Received: "bytes that are not UTF-8"'],
  ['a zip archive', new Uint8Array([0x50, 0x4b, 3, 4, 0xff]), 'Received: "a zip archive"'],
  ['nothing', '', 'This is not JSON: value expected at line 1, column 1.'],
  ['only a comment', '// later', 'This is not JSON'],
  ['half a file', '{\n  "S": {', 'at line 2, column 9'],
  ['two values', '{} {}', 'end of file expected at line 1, column 4'],
  ['single quotes', "{'S': 1}", 'This is not JSON'],
  ['an empty object', '{}', 'A monspec names at least one service.'],
  ['an object of comments', '{"_comment": 1}', 'A monspec names at least one service.'],
  ['a list', '[]', 'This must be an object. Received: [].'],
  ['a list of services', JSON.stringify([service()]), 'This must be an object.'],
  ['null', 'null', 'This must be an object. Received: null.'],
  ['a text', '"monspec"', 'This must be an object.'],
  ['a key given twice', '{"S": 1, "S": 2}', '"S" is given twice.'],
  ['a name that every object has', '{"constructor": 1}', '"constructor" cannot be used as a key.'],
])('%s', (_, input, message) => {
  expect(messages(input)[0]).toContain(message);
});

test('a prototype cannot be smuggled in', () => {
  const text = JSON.stringify({ S: service() }).replace('"etype"', '"__proto__": { "owner": "x" }, "etype"');
  const result = parseMonspec(text);
  expect(result.ok && result.value.services[0]!.owner).toBeUndefined();
});

test('whatever bytes come, the answer is a value or issues', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string(), fc.json()), (input) => {
      const result = parseMonspec(input);
      expect(result.ok || result.issues.length > 0).toBe(true);
    }),
  );
});

test('whatever value stands in the place of a key, the answer is a value or issues', () => {
  const keys = ['etype', 'name', 'owner', 'environments', 'comparisons', 'perfsignature', 'servicemethods'];
  fc.assert(
    fc.property(fc.constantFrom(...keys), fc.jsonValue(), (name, value) => {
      const result = parseMonspec(JSON.stringify({ S: service({ [name]: value }) }));
      expect(result.ok || result.issues.every(({ path, fix }) => path.startsWith('S') && fix.length > 0)).toBe(true);
    }),
  );
});
