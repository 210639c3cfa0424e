/** Deploys a synthesized assembly to the cloud of the rehearsal: publishes assets, then creates stack after stack. */
import { existsSync } from 'node:fs';
import type { CloudHost } from '../cloud/host';
import type { CreatedResource } from '../cloud/service';
import type { Assembly } from './assembly';
import { publishAsset } from './assets';
import { cloudformation } from './cloudformation';
import { createStack } from './create-stack';
import { substitute } from './substitution';
import { TemplateError } from './template-error';

/** A stack that stands. */
export interface DeployedStack {
  readonly name: string;
  readonly stackId: string;
  /** By output name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** By logical id; without resources that the rehearsal does not have. */
  readonly resources: ReadonlyMap<string, CreatedResource & { readonly type: string }>;
}

export interface DeployOptions {
  readonly assembly: Assembly;
  /** Values of template parameters by stack name; default: the templates' own. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The stacks in the order created. Throws TemplateError at the first thing that AWS or the rehearsal refuses. */
export const deploy = async (cloud: CloudHost, { assembly, parameters = {} }: DeployOptions): Promise<readonly DeployedStack[]> => {
  publishAssets(cloud, assembly);
  const stacks: DeployedStack[] = [];
  cloud.add(cloudformation(cloud, stacks));
  const exports = new Map<string, unknown>();
  const outputs = new Map<string, ReadonlyMap<string, unknown>>();
  for (const stack of assembly.stacks) {
    sameEnvironment(cloud, stack);
    const created = await createStack(cloud, stack, parameters[stack.name] ?? {}, { exports, outputs });
    for (const [name, value] of created.exports) exports.set(name, value);
    outputs.set(stack.name, created.outputs);
    stacks.push({
      name: stack.name,
      stackId: created.stackId,
      outputs: Object.fromEntries([...created.outputs].map(([name, value]) => [name, String(value)])),
      resources: created.resources,
    });
  }
  return stacks;
};

const publishAssets = (cloud: CloudHost, { assets }: Assembly): void => {
  const names: Readonly<Record<string, string>> = {
    'AWS::AccountId': cloud.account,
    'AWS::Region': cloud.region,
    'AWS::Partition': 'aws',
  };
  const fill = (text: string) => substitute(text, (name) => names[name] ?? name);
  for (const { path, packaging, destinations } of assets) {
    if (!existsSync(path))
      throw new TemplateError(
        'UnknownAsset',
        `The assembly names the asset ${path}, and it is not there.`,
        'Synthesize it again with `npx cdk synth`.',
      );
    for (const { bucketName, objectKey } of destinations) publishAsset(cloud, fill(bucketName), fill(objectKey), { path, packaging });
  }
};

const sameEnvironment = (cloud: CloudHost, stack: Assembly['stacks'][number]): void => {
  const { account = cloud.account, region = cloud.region } = stack;
  if (account === cloud.account && region === cloud.region) return;
  throw new TemplateError(
    'UnreadableAssembly',
    `Stack ${stack.name} is made for account ${account} in ${region}, and the rehearsal runs as ${cloud.account} in ${cloud.region}.`,
    'Synthesize without an account, or for that one.',
  );
};
