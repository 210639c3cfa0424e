import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { bundleSample } from '../../sample/bundle';
import { messageOf, UserError } from '../errors';
import type { ReleaseFiles } from '../pipeline/release';

/** Files that may accompany an application bundle. */
export interface Companions {
  readonly tests?: string;
  readonly monspec?: string;
}

/**
 * What `unbreakable release` uploads: a bundle of yours, or a build of the sample application, bundled now.
 * @param what path of a zip, or the number of a build.
 * @throws UserError for a file that cannot be read or is no zip, or an unknown build.
 */
export async function releaseFiles(what: string, companions: Companions): Promise<ReleaseFiles> {
  if (/^\d+$/.test(what) && !existsSync(what)) return sampleFiles(Number(what));
  return {
    label: basename(what),
    application: await readBundle(what),
    ...(companions.tests === undefined ? {} : { tests: await readBundle(companions.tests) }),
    ...(companions.monspec === undefined ? {} : { monspec: await read(companions.monspec) }),
  };
}

async function sampleFiles(build: number): Promise<ReleaseFiles> {
  const outDir = await mkdtemp(join(tmpdir(), 'unbreakable-release-'));
  try {
    const bundle = await bundleSample({ builds: [build], outDir });
    return {
      label: `Build ${build}`,
      application: await readFile(join(outDir, `app-${build}.zip`)),
      tests: await readFile(bundle.tests),
      monspec: await readFile(bundle.monspec),
    };
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

async function readBundle(path: string): Promise<Uint8Array> {
  const bytes = await read(path);
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b)
    throw new UserError(`${path} is no zip archive. CodeDeploy deploys zips with an appspec.yml at the top.`);
  return bytes;
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new UserError(`${path} cannot be read (${messageOf(error)}). Name a zip file, or a build of the sample application (0 to 5).`);
  }
}
