import { build } from 'esbuild';
import { join } from 'node:path';
import { SampleError } from '../sample-error';

/** The sample's programs, each as one CommonJS file for Node 20 or newer without dependencies. */
export interface Programs {
  readonly server: Uint8Array;
  /** The same application as a Lambda function. */
  readonly function: Uint8Array;
  readonly load: Uint8Array;
}

/**
 * Compiles the programs in one pass. The result depends on the sources alone.
 *
 * @param sampleDir the folder `sample` of the project.
 * @throws SampleError `COMPILE_FAILED` with what the compiler says.
 */
export async function compilePrograms(sampleDir: string): Promise<Programs> {
  const files = await compile(sampleDir);
  const named = (name: string): Uint8Array => {
    const file = files.find(({ path }) => path.endsWith(name));
    if (file === undefined) throw new SampleError('COMPILE_FAILED', `The compiler made no ${name}.`, 'Run npm ci and try again.');
    return file.contents;
  };
  return { server: named('server.js'), function: named('index.js'), load: named('load.js') };
}

async function compile(sampleDir: string) {
  try {
    const result = await build({
      absWorkingDir: sampleDir,
      entryPoints: { server: 'app/server.ts', index: 'app/function.ts', load: 'load/load.ts' },
      outdir: join(sampleDir, 'dist'),
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      mainFields: ['module', 'main'],
      minifySyntax: true,
      minifyWhitespace: true,
      legalComments: 'none',
      logLevel: 'silent',
    });
    return result.outputFiles;
  } catch (error) {
    throw new SampleError('COMPILE_FAILED', error instanceof Error ? error.message : String(error), 'Mend the source named above.');
  }
}
