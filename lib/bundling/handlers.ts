import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { announceFunctions } from '../../lambda/contract/announcing';
import { deployFunctions } from '../../lambda/contract/deploy';
import { healingFunctions } from '../../lambda/contract/healing-workflow';
import { opsFunctions } from '../../lambda/contract/ops';
import { gateFunctions } from '../../lambda/contract/workflow';
import { BundlingError } from './bundling-error';

/** A bundled function, by the name of its `*.lambda.ts` file. */
export type HandlerName =
  | keyof typeof gateFunctions
  | keyof typeof healingFunctions
  | keyof typeof opsFunctions
  | keyof typeof announceFunctions
  | keyof typeof deployFunctions
  | 'report';

/** Names of all bundled functions. */
export const handlerNames: readonly HandlerName[] = [
  ...Object.values(gateFunctions),
  ...Object.values(announceFunctions),
  ...Object.values(healingFunctions),
  'report',
  ...Object.values(deployFunctions),
  ...Object.values(opsFunctions),
];

const project = join(__dirname, '..', '..');

function folderOf(name: HandlerName): string {
  if (name === 'report') return 'lambda/report';
  if (name in deployFunctions) return 'lambda/deploy';
  if (name in opsFunctions) return 'lambda/ops';
  return name in healingFunctions ? 'lambda/healing' : 'lambda/gate';
}

/**
 * The code of a function: one minified CommonJS file with the SDK inside, `index.handler`.
 * Where a stack's bundling is switched off (context `aws:cdk:bundling-stacks`), nothing is built.
 */
export const handlerCode = (name: HandlerName): Code =>
  Code.fromAsset(join(project, folderOf(name)), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never used: esbuild runs here, not in a container.
      image: DockerImage.fromRegistry('unused'),
      // Nor is this, but CDK takes assets of one folder with equal options for one asset.
      command: [name],
      local: {
        tryBundle: (folder) => {
          writeFileSync(join(folder, 'index.js'), bundle(name));
          return true;
        },
      },
    },
  });

/** The bundle of one function. @throws BundlingError when esbuild made none. */
export function bundle(name: HandlerName): Uint8Array {
  bundles ??= buildAll();
  const contents = bundles.get(name);
  if (contents === undefined) throw new BundlingError(name);
  return contents;
}

/** Built once per process, all in one call: a call of its own for each function takes ten times as long. */
let bundles: ReadonlyMap<string, Uint8Array> | undefined;

function buildAll(): ReadonlyMap<string, Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'unbreakable-bundles-'));
  try {
    const entries = handlerNames.map((name) => `${name}=${folderOf(name)}/${name}.lambda.ts`);
    execFileSync(process.execPath, ['--import', 'tsx', join(__dirname, 'build.ts'), folder, ...entries], { cwd: project });
    return new Map(handlerNames.map((name) => [name, readFileSync(join(folder, `${name}.js`))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
