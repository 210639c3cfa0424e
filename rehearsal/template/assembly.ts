/** Reads what `cdk synth` wrote: stacks in the order in which they are deployed, and the assets they name. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { inOrder } from './order';
import { templateSchema } from './template';
import type { Template } from './template';
import { TemplateError } from './template-error';

export interface AssemblyStack {
  readonly name: string;
  readonly template: Template;
  readonly tags: Readonly<Record<string, string>>;
  /** Account and region that the stack was synthesized for; undefined where any will do. */
  readonly account: string | undefined;
  readonly region: string | undefined;
}

export interface AssemblyAsset {
  readonly path: string;
  readonly packaging: 'zip' | 'file';
  /** Where it would be uploaded, with `${AWS::AccountId}` and the like still in it. */
  readonly destinations: readonly { readonly bucketName: string; readonly objectKey: string }[];
}

export interface Assembly {
  readonly directory: string;
  /** Each after those that it depends on. */
  readonly stacks: readonly AssemblyStack[];
  readonly assets: readonly AssemblyAsset[];
}

const artifact = v.object({
  type: v.string(),
  environment: v.exactOptional(v.string()),
  dependencies: v.optional(v.array(v.string()), []),
  properties: v.optional(
    v.object({
      templateFile: v.exactOptional(v.string()),
      file: v.exactOptional(v.string()),
      stackName: v.exactOptional(v.string()),
      tags: v.optional(v.record(v.string(), v.string()), {}),
    }),
    {},
  ),
});
const manifestSchema = v.object({ artifacts: v.optional(v.record(v.string(), artifact), {}) });

const assetSchema = v.object({
  files: v.optional(
    v.record(
      v.string(),
      v.object({
        source: v.object({ path: v.string(), packaging: v.optional(v.picklist(['zip', 'file']), 'file') }),
        destinations: v.record(v.string(), v.object({ bucketName: v.string(), objectKey: v.string() })),
      }),
    ),
    {},
  ),
});

type Artifact = v.InferOutput<typeof artifact>;

/** Throws TemplateError where the folder holds no assembly, or one with nested assemblies. */
export const readAssembly = async (folder: string): Promise<Assembly> => {
  const directory = resolve(folder);
  const { artifacts } = await readJson(join(directory, 'manifest.json'), manifestSchema);
  const nested = Object.entries(artifacts).find(([, { type }]) => type === 'cdk:cloud-assembly');
  if (nested) {
    throw new TemplateError(
      'NestedAssembly',
      `${directory} holds the nested assembly ${nested[0]}.`,
      'Define its stacks directly in the app, not in a Stage.',
    );
  }
  const ofType = (wanted: string) => Object.entries(artifacts).filter(([, { type }]) => type === wanted);
  const stacks = new Map(ofType('aws:cloudformation:stack'));
  const order = inOrder([...stacks.keys()], (id) => (stacks.get(id)?.dependencies ?? []).filter((other) => stacks.has(other)));
  return {
    directory,
    stacks: await Promise.all(order.map((id) => readStack(directory, id, stacks.get(id)))),
    assets: (await Promise.all(ofType('cdk:asset-manifest').map(([, given]) => readAssets(directory, given)))).flat(),
  };
};

const readStack = async (directory: string, id: string, given: Artifact | undefined): Promise<AssemblyStack> => {
  const { stackName = id, tags = {}, templateFile = `${id}.template.json` } = given?.properties ?? {};
  const template = await readJson(join(directory, templateFile), templateSchema);
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(given?.environment ?? '') ?? [];
  return { name: stackName, tags, template, account: concrete(account), region: concrete(region) };
};

const concrete = (name: string | undefined): string | undefined => (name?.startsWith('unknown-') ? undefined : name);

const readAssets = async (directory: string, given: Artifact): Promise<readonly AssemblyAsset[]> => {
  const { files } = await readJson(join(directory, given.properties.file ?? ''), assetSchema);
  return Object.values(files).map(({ source, destinations }) => ({
    path: resolve(directory, source.path),
    packaging: source.packaging,
    destinations: Object.values(destinations),
  }));
};

const readJson = async <Value>(path: string, schema: v.GenericSchema<unknown, Value>): Promise<Value> => {
  const fix = 'Give the folder that `npx cdk synth` writes, cdk.out by default.';
  const text = await readFile(path, 'utf8').catch(() => {
    throw new TemplateError('UnreadableAssembly', `${path} cannot be read.`, fix);
  });
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new TemplateError('UnreadableAssembly', `${path} is not as expected at '${v.getDotPath(issue) ?? ''}': ${issue.message}.`, fix);
};
