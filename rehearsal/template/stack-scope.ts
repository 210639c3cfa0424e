/** The scope of one stack while it grows. */
import type { Cloud } from '../cloud/cloud';
import type { CreatedResource } from '../cloud/service';
import type { AssemblyStack } from './assembly';
import { resolveValue } from './resolve';
import type { OutputPlace, Scope } from './scope';
import { TemplateError } from './template-error';

/** What the stacks before this one left behind. */
export interface Deployed {
  /** Value of an export of the same account and region; undefined where there is none. */
  exported(name: string): unknown;
  /** Value of an output; undefined where there is none. Throws AwsError where it may not be read. */
  output(stack: string, output: string, from: OutputPlace): unknown;
}

export interface StackState {
  readonly stack: AssemblyStack;
  readonly stackId: string;
  readonly parameters: ReadonlyMap<string, unknown>;
  readonly resources: ReadonlyMap<string, CreatedResource>;
  /** Logical ids of resources that the rehearsal does not create, with their types. */
  readonly unsupported: ReadonlyMap<string, string>;
  readonly deployed: Deployed;
}

/** A scope for what `where` names, for messages. */
export const stackScope = (cloud: Cloud, state: StackState, where: string): Scope => {
  const { template } = state.stack;
  const unknown = (what: string) =>
    new TemplateError('UnknownReference', `${where} refers to ${what}, which does not exist.`, 'Correct the reference.');
  const present = (value: unknown, what: string): unknown => {
    if (value === undefined) throw unknown(what);
    return value;
  };
  const scope: Scope = {
    where,
    zones: ['a', 'b', 'c'].map((letter) => `${cloud.region}${letter}`),
    parameter: (name) => pseudoParameter(cloud, state, name) ?? state.parameters.get(name),
    resource: (logicalId) => {
      const found = state.resources.get(logicalId);
      if (found) return found;
      const type = state.unsupported.get(logicalId);
      if (type === undefined) throw unknown(`resource ${logicalId}`);
      throw new TemplateError(
        'UnsupportedNeeded',
        `${where} needs ${logicalId}, an ${type}, which the rehearsal does not have.`,
        'Leave the resource out or add a stand-in for it.',
      );
    },
    condition: (name) => {
      const found = present(template.Conditions[name], `condition ${name}`);
      return resolveValue(found, scope);
    },
    mapping: (name, top, second) => present(template.Mappings[name]?.[top]?.[second], `mapping ${name}.${top}.${second}`),
    imported: (name) => present(state.deployed.exported(name), `export ${name}`),
    stackOutput: (stack, output, from) => present(state.deployed.output(stack, output, from), `output ${output} of stack ${stack}`),
  };
  return scope;
};

const pseudoParameter = (cloud: Cloud, { stack, stackId }: StackState, name: string): unknown => {
  const values: Readonly<Record<string, unknown>> = {
    'AWS::AccountId': cloud.account,
    'AWS::Region': cloud.region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack.name,
    'AWS::StackId': stackId,
    'AWS::NotificationARNs': [],
  };
  return values[name];
};
