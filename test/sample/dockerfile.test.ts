import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildImage } from '../../rehearsal/compute/dockerfile';

test('an image of the sample says which build it is, to the application and to Dynatrace', () => {
  const context = mkdtempSync(join(tmpdir(), 'unbreakable-image-'));
  try {
    cpSync(join(__dirname, '..', '..', 'sample', 'deploy', 'app', 'Dockerfile'), join(context, 'Dockerfile'));
    for (const file of ['server.js', 'build.json', 'builds.json']) writeFileSync(join(context, file), '{}');
    expect(buildImage(context, join(context, 'image'), { VERSION: 'build-3' }).environment).toEqual({
      VERSION: 'build-3',
      DT_RELEASE_VERSION: 'build-3',
      DT_RELEASE_BUILD_VERSION: 'build-3',
    });
  } finally {
    rmSync(context, { recursive: true });
  }
});
