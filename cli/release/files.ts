import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { bundleSample } from '../../sample/bundle';
import { messageOf, UserError } from '../errors';
import type { ReleaseFiles } from '../pipeline/release';
import { imageBundle } from './image-bundle';

/** Files that may accompany an application bundle. */
export interface Companions {
  /** Image that is released in place of a bundle. */
  readonly image?: string;
  readonly tests?: string;
  readonly monspec?: string;
}

/**
 * What `unbreakable release` uploads: a bundle of yours, a build of the sample application, bundled now, or the name of
 * an image.
 * @param what path of a zip, or the number of a build; absent for an image.
 * @throws UserError for a file that cannot be read or is no zip, an unknown build, or a name that is no image's.
 */
export async function releaseFiles(what: string | undefined, companions: Companions): Promise<ReleaseFiles> {
  const { image } = companions;
  if ((what === undefined) === (image === undefined))
    throw new UserError('Name what is released: either a zip or the number of a build, or --image and the URI of an image.');
  if (what !== undefined && /^\d+$/.test(what) && !existsSync(what)) return sampleFiles(Number(what));
  return {
    ...(image === undefined ? await namedBundle(what ?? '') : namedImage(image)),
    ...(companions.tests === undefined ? {} : { tests: await readBundle(companions.tests) }),
    ...(companions.monspec === undefined ? {} : { monspec: await read(companions.monspec) }),
  };
}

const namedBundle = async (path: string) => ({ label: basename(path), application: await readBundle(path) });

/** A tag that moves, such as latest, would let one release be two images: ECS resolves it anew for every deployment. */
function namedImage(uri: string) {
  if (!/^[^\s@]+\/[^\s@:]+(?::[\w][\w.-]{0,127}|@sha256:[0-9a-f]{64})$/.test(uri) || uri.endsWith(':latest'))
    throw new UserError(
      `--image: received "${uri}", expected a repository with a tag of this build's own or a digest, for example …/unbreakable-sample:build-3.`,
    );
  return { label: uri.split('/').at(-1) ?? uri, application: imageBundle(uri) };
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
