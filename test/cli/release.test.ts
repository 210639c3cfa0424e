import { unzipSync } from 'fflate';
import { releaseFiles } from '../../cli/release/files';
import { imageBundle } from '../../cli/release/image-bundle';

const uri = '123456789012.dkr.ecr.us-east-1.amazonaws.com/unbreakable-sample:build-3';

const definitions = (bundle: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(unzipSync(bundle)['imagedefinitions.json']));

test('an image is released as a zip that names it for the application’s container', async () => {
  const files = await releaseFiles(undefined, { image: uri });
  expect(files.label).toBe('unbreakable-sample:build-3');
  expect(definitions(files.application)).toEqual([{ name: 'app', imageUri: uri }]);
  expect(imageBundle(uri)).toEqual(files.application);
});

test.each([
  ['a digest', `registry.example.com/app@sha256:${'a'.repeat(64)}`],
  ['a registry with a port', 'registry.example.com:5000/team/app:1.2.3'],
])('%s is a name, too', async (_what, image) => {
  expect(definitions((await releaseFiles(undefined, { image })).application)).toEqual([{ name: 'app', imageUri: image }]);
});

test.each([
  ['a tag that moves', { image: 'registry.example.com/app:latest' }, undefined, /expected a repository with a tag/],
  ['no tag', { image: 'registry.example.com/app' }, undefined, /expected a repository with a tag/],
  ['no registry', { image: 'app:1' }, undefined, /expected a repository with a tag/],
  ['both', { image: uri }, '3', /either a zip or the number of a build, or --image/],
  ['neither', {}, undefined, /either a zip or the number of a build, or --image/],
])('%s is refused with what is expected', async (_what, companions, what, message) => {
  await expect(releaseFiles(what, companions)).rejects.toThrow(message);
});
