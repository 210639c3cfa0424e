/** Creates the resources of one stack in the order of their dependencies. */
import { randomUUID } from 'node:crypto';
import { AwsError } from '../cloud/aws-error';
import type { CloudHost } from '../cloud/host';
import type { CreatedResource, ResourceProvider, ResourceRequest } from '../cloud/service';
import type { AssemblyStack } from './assembly';
import { resolveDynamic } from './dynamic-reference';
import { isRecord } from './is-record';
import { inOrder } from './order';
import { parameterValues } from './parameters';
import { references } from './references';
import { resolveValue } from './resolve';
import { stackScope } from './stack-scope';
import type { Deployed, StackState } from './stack-scope';
import { tagsOf } from './tags';
import type { Template, TemplateResource } from './template';
import { TemplateError } from './template-error';

export interface CreatedStack {
  readonly stackId: string;
  readonly resources: ReadonlyMap<string, CreatedResource & { readonly type: string }>;
  readonly outputs: ReadonlyMap<string, unknown>;
  readonly exports: ReadonlyMap<string, unknown>;
}

export const createStack = async (
  cloud: CloudHost,
  stack: AssemblyStack,
  given: Readonly<Record<string, string>>,
  deployed: Deployed,
): Promise<CreatedStack> => {
  refuseStack(stack);
  const stackId = `${cloud.arn('cloudformation', `stack/${stack.name}`)}/${randomUUID()}`;
  const resources = new Map<string, CreatedResource & { readonly type: string }>();
  const unsupported = new Map<string, string>();
  const parameters = await parameterValues(cloud, stack, given);
  const state: StackState = { stack, stackId, parameters, resources, unsupported, deployed };
  for (const logicalId of creationOrder(stack.template)) {
    const resource = stack.template.Resources[logicalId];
    if (!resource || !wanted(cloud, state, resource.Condition)) continue;
    const provider = findProvider(cloud, resource.Type);
    if (provider) {
      const created = await createResource(cloud, state, logicalId, resource, provider);
      resources.set(logicalId, { ...created, type: resource.Type });
    } else {
      unsupported.set(logicalId, resource.Type);
      cloud.unsupported('resourceTypes', resource.Type);
    }
  }
  return { stackId, resources, ...(await outputsOf(cloud, state)) };
};

/** Whatever would be silently left out. */
const refuseStack = ({ name, template }: AssemblyStack): void => {
  if (template.Transform !== undefined) {
    const transform = JSON.stringify(template.Transform);
    throw new TemplateError('UnsupportedFunction', `Stack ${name} uses the transform ${transform}.`, 'Write the resources themselves.');
  }
  const rule = Object.keys(template.Rules).find((id) => id !== 'CheckBootstrapVersion');
  if (rule !== undefined) {
    throw new TemplateError(
      'UnsupportedFunction',
      `Stack ${name} has the rule ${rule}, which the rehearsal does not check.`,
      'Check it when synthesizing.',
    );
  }
  const nested = Object.entries(template.Resources).find(([, { Type }]) => Type === 'AWS::CloudFormation::Stack');
  if (nested) throw new TemplateError('NestedAssembly', `${name}/${nested[0]} is a nested stack.`, 'Define a stack of its own.');
};

const creationOrder = ({ Resources }: Template): readonly string[] =>
  inOrder(Object.keys(Resources), (logicalId) => {
    const { Properties, DependsOn } = Resources[logicalId] ?? { Properties: {}, DependsOn: [] };
    return [...[DependsOn].flat(), ...references(Properties)].filter((name) => name in Resources);
  });

const wanted = (cloud: CloudHost, state: StackState, condition: string | undefined): boolean =>
  condition === undefined || stackScope(cloud, state, `Condition ${condition}`).condition(condition) === true;

/** The inert stand-in comes last, so that any other may take over a type. */
const findProvider = (cloud: CloudHost, type: string): ResourceProvider | undefined => {
  const services = [...cloud.services.values()].filter((service) => Object.hasOwn(service.resources, type));
  const service = services.find(({ name }) => name !== 'inert') ?? services[0];
  return service?.resources[type];
};

const createResource = async (
  cloud: CloudHost,
  state: StackState,
  logicalId: string,
  resource: TemplateResource,
  provider: ResourceProvider,
): Promise<CreatedResource> => {
  const where = `${state.stack.name}/${logicalId} (${resource.Type})`;
  try {
    const resolved = resolveValue(resource.Properties, stackScope(cloud, state, where));
    const properties = await resolveDynamic(cloud, resolved);
    const request: ResourceRequest = {
      type: resource.Type,
      logicalId,
      stackName: state.stack.name,
      properties: isRecord(properties) ? properties : {},
      tags: { ...state.stack.tags, ...tagsOf(properties) },
    };
    return await provider(request);
  } catch (error) {
    throw createFailed(where, error);
  }
};

const createFailed = (where: string, error: unknown): unknown => {
  if (error instanceof TemplateError) return error;
  if (!(error instanceof Error)) return error;
  const code = error instanceof AwsError ? `${error.code}: ` : '';
  return new TemplateError('CreateFailed', `${where} cannot be created: ${code}${error.message}`, 'Correct the template.');
};

const outputsOf = async (cloud: CloudHost, state: StackState): Promise<Pick<CreatedStack, 'outputs' | 'exports'>> => {
  const outputs = new Map<string, unknown>();
  const exports = new Map<string, unknown>();
  for (const [name, output] of Object.entries(state.stack.template.Outputs)) {
    if (!wanted(cloud, state, output.Condition)) continue;
    const scope = stackScope(cloud, state, `Output ${name} of stack ${state.stack.name}`);
    const value = await resolveDynamic(cloud, resolveValue(output.Value, scope));
    outputs.set(name, value);
    if (output.Export) exports.set(String(resolveValue(output.Export.Name, scope)), value);
  }
  return { outputs, exports };
};
