/** What a build is released as: its bundle, or where the pipeline deploys to ECS an image that is made of the bundle. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { imageBundle } from '../../cli/release/image-bundle';
import type { PipelineStructure } from '../../cli/pipeline/structure';
import { UserError } from '../../cli/errors';
import type { SampleBundle } from '../../sample/bundle';
import type { CloudHost } from '../cloud/host';
import { buildImage } from '../compute/dockerfile';
import { pushImage, repositoriesOf } from '../services/ecr/ecr';
import type { Stage } from './stage';

/** Gives the application's file of a build. */
export type ApplicationOf = (build: number) => Promise<Uint8Array>;

/** Decides by the deploy actions of the pipeline. Images are pushed at once, so that a person can release them, too. */
export async function releaseBundles(
  { structure, ledger }: Pick<Stage, 'structure' | 'ledger'>,
  cloud: CloudHost,
  { applications }: SampleBundle,
): Promise<ApplicationOf> {
  const files = new Map(applications.map(({ build, file }) => [build, file]));
  const bundleOf = async (build: number): Promise<Uint8Array> => readFile(files.get(build) ?? '');
  if (!deploysImages(structure)) return bundleOf;
  const images = new Map<number, string>();
  for (const { build } of applications) {
    const uri = await imageOf(cloud, build, await bundleOf(build));
    images.set(build, uri);
    ledger.noteImage(build, uri);
  }
  return async (build) => imageBundle(images.get(build) ?? '');
}

const deploysImages = ({ stages }: PipelineStructure): boolean =>
  stages.some(({ actions }) => actions.some(({ provider }) => provider === 'ECS'));

/** docker build and docker push, of what docs/compute.md tells people to build. */
async function imageOf(cloud: CloudHost, build: number, bundle: Uint8Array): Promise<string> {
  const tag = `build-${build}`;
  const context = join(cloud.directory, 'images', tag, 'context');
  for (const [path, content] of Object.entries(unzipSync(bundle))) {
    await mkdir(dirname(join(context, path)), { recursive: true });
    await writeFile(join(context, path), content);
  }
  const content = buildImage(context, join(cloud.directory, 'images', tag, 'files'), { VERSION: tag });
  return pushImage(cloud, onlyRepository(cloud), tag, content).uri;
}

function onlyRepository(cloud: CloudHost): string {
  const [uri, ...others] = repositoriesOf(cloud);
  if (uri !== undefined && others.length === 0) return uri;
  throw new UserError(`The rehearsal pushes images to one repository; the stacks have ${others.length === 0 ? 'none' : others.length + 1}.`);
}
