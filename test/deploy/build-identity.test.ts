import { createHash } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { identify } from '../../lambda/deploy/build-identity';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const zipWith = (files: Readonly<Record<string, string>>, level: 0 | 6 = 6): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries({ 'index.js': 'exports.handler = 1;'.repeat(500), ...files }).map(([name, text]) => [name, strToU8(text)])), {
    level,
  });

describe.each([64, 100_000])('read in pieces of %i bytes', (size) => {
  test.each<[string, Uint8Array, string]>([
    ['a number', zipWith({ 'build.json': '{"build":3,"colour":"#fff"}' }), '3'],
    ['a text', zipWith({ 'build.json': '{"build":"v1.2.3+7"}' }), 'v1.2.3+7'],
    ['a number, not compressed', zipWith({ 'build.json': '{"build":4}' }, 0), '4'],
  ])('build.json has %s: that is the version', async (_, zip, version) => {
    expect(await identify(inPieces(zip, size))).toEqual({ version, hash: hashOf(zip) });
  });

  test.each<[string, Uint8Array]>([
    ['has no build.json', zipWith({})],
    ['has one in a folder', zipWith({ 'folder/build.json': '{"build":3}' })],
    ['has one that is no JSON', zipWith({ 'build.json': '{' })],
    ['names a build that no variable can hold', zipWith({ 'build.json': '{"build":"a b\\nc"}' })],
    ['has a huge one', zipWith({ 'build.json': `{"build":3,"text":"${'x'.repeat(300_000)}"}` })],
    ['is no zip', strToU8('nonsense'.repeat(50))],
    ['is empty', new Uint8Array()],
  ])('what %s is called by its hash', async (_, zip) => {
    expect(await identify(inPieces(zip, size))).toEqual({ version: hashOf(zip).slice(0, 12), hash: hashOf(zip) });
  });
});
