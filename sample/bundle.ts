import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildDefinition } from './app/build';
import { defineBuild, knownBuilds, type BehaviourOf } from './builds';
import { archive, type ArchiveFile } from './bundle/archive';
import { compilePrograms } from './bundle/compile';
import { readDeployFiles } from './bundle/deploy-files';
import { SampleError } from './sample-error';

/** What to bundle, and where to put it. */
export interface BundleOptions {
  /** The builds to make, each once. */
  readonly builds: readonly number[];
  /** Folder for the files; made where it is missing, files of the same name are replaced. */
  readonly outDir: string;
  /** Behaviours other than the shipped ones. @default every build behaves as shipped */
  readonly behaviourOf?: BehaviourOf;
}

/** The files that were written; absolute where `outDir` is. */
export interface SampleBundle {
  /** `app-<build>.zip` per build, in the order asked for. */
  readonly applications: readonly { readonly build: number; readonly file: string }[];
  /** `tests.zip`: the load test. */
  readonly tests: string;
  /** `monspec.json`, as it is in the project. */
  readonly monspec: string;
}

/**
 * Builds what the pipeline deploys: the sample application per build, its load test and its monspec.
 * The same sources and options make the same bytes.
 *
 * @throws SampleError where no build or an unknown build is asked for, or the sources do not compile; nothing is
 * written then.
 */
export async function bundleSample(options: BundleOptions): Promise<SampleBundle> {
  if (options.builds.length === 0) throw new SampleError('NO_BUILDS', 'No build was asked for.', 'Name at least one build.');
  const definitions = [...new Set(options.builds)].map((build) => defineBuild(build, options.behaviourOf));
  const [programs, appFiles, loadFiles] = await Promise.all([
    compilePrograms(__dirname),
    readDeployFiles(__dirname, 'app'),
    readDeployFiles(__dirname, 'load'),
  ]);
  const catalogue = jsonFile('builds.json', mergeDefinitions(definitions));
  const common = [...appFiles, plainFile('server.js', programs.server), plainFile('index.js', programs.function), catalogue];

  await mkdir(options.outDir, { recursive: true });
  const tests = join(options.outDir, 'tests.zip');
  const monspec = join(options.outDir, 'monspec.json');
  const writeApplication = async (definition: BuildDefinition) => {
    const file = join(options.outDir, `app-${definition.build}.zip`);
    await writeFile(file, archive([...common, jsonFile('build.json', definition)]));
    return { build: definition.build, file };
  };
  const [applications] = await Promise.all([
    Promise.all(definitions.map(writeApplication)),
    writeFile(tests, archive([...loadFiles, plainFile('load.js', programs.load)])),
    copyFile(join(__dirname, 'monspec.json'), monspec),
  ]);
  return { applications, tests, monspec };
}

/** The shipped builds with the caller's definitions in their place, and those that only the caller knows. */
function mergeDefinitions(definitions: readonly BuildDefinition[]): readonly BuildDefinition[] {
  const byBuild = new Map([...knownBuilds, ...definitions].map((definition) => [definition.build, definition]));
  return [...byBuild.values()];
}

function jsonFile(path: string, value: unknown): ArchiveFile {
  return plainFile(path, new TextEncoder().encode(`${JSON.stringify(value, undefined, 2)}\n`));
}

function plainFile(path: string, content: Uint8Array): ArchiveFile {
  return { path, content, executable: false };
}
