/** Deploys a synthesized assembly to the cloud of the rehearsal: publishes assets, then creates stack after stack. */
import { existsSync } from 'node:fs';
import type { CloudHost } from '../cloud/host';
import { samePlace } from '../cloud/place';
import type { CreatedResource } from '../cloud/service';
import type { Assembly, AssemblyStack } from './assembly';
import { publishAsset } from './assets';
import { cloudformation } from './cloudformation';
import { createStack, type CreatedStack } from './create-stack';
import { DeployedPlaces } from './deployed-places';
import { mayDeploy } from './execution-role';
import { substitute } from './substitution';
import type { Template } from './template';
import { TemplateError } from './template-error';

/** A stack that stands. */
export interface DeployedStack {
  readonly name: string;
  readonly stackId: string;
  /** By output name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** By logical id; without resources that the rehearsal does not have. */
  readonly resources: ReadonlyMap<string, CreatedResource & { readonly type: string }>;
  readonly template: Template;
}

export interface DeployOptions {
  readonly assembly: Assembly;
  /** Values of template parameters by stack name; default: the templates' own. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * The stacks in the order created, each in the place that it was synthesized for. Throws TemplateError at the first
 * thing that AWS or the rehearsal refuses.
 */
export const deploy = async (home: CloudHost, { assembly, parameters = {} }: DeployOptions): Promise<readonly DeployedStack[]> => {
  const stacks: DeployedStack[] = [];
  const deployed = new DeployedPlaces();
  for (const cloud of home.places) {
    publishAssets(cloud, assembly);
    cloud.add(cloudformation(cloud, deployed.stacksIn(cloud)));
    mayDeploy(cloud);
  }
  for (const stack of assembly.stacks) {
    const cloud = placeOf(home, stack);
    const created = await createStack(cloud, stack, parameters[stack.name] ?? {}, deployed.seenFrom(cloud));
    const described = describe(stack, created);
    deployed.add(cloud, described, created);
    stacks.push(described);
  }
  return stacks;
};

const describe = ({ name, template }: AssemblyStack, { stackId, outputs, resources }: CreatedStack): DeployedStack => ({
  name,
  stackId,
  outputs: Object.fromEntries([...outputs].map(([output, value]) => [output, String(value)])),
  resources,
  template,
});

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

const placeOf = (home: CloudHost, stack: AssemblyStack): CloudHost => {
  const { account = home.account, region = home.region } = stack;
  const found = home.places.find((place) => samePlace(place, { account, region }));
  if (found) return found;
  throw new TemplateError(
    'UnreadableAssembly',
    `Stack ${stack.name} is made for account ${account} in ${region}, and the rehearsal runs as ${home.account} in ${home.region}.`,
    'Synthesize without an account, or for that one.',
  );
};
