/** What the templates of the deployed stacks grant to their roles: those of services, of small functions, of options. */
import * as v from 'valibot';
import { policyDocument } from '../../rehearsal/iam/properties';
import { isRecord } from '../../rehearsal/template/is-record';
import { resolveValue } from '../../rehearsal/template/resolve';
import type { Scope } from '../../rehearsal/template/scope';
import { messageOf } from '../errors';
import type { Account, OpenedStack } from './account';
import { any } from './arn';
import { merged, type AskedRole, type Question } from './question';
import { templateScope } from './template-scope';

/** A role of a template, and what the template says of it. */
export interface TemplateRole extends AskedRole {
  /** Services that may take it on, as the template's trust policy names them. */
  readonly services: readonly string[];
  /** ARNs of the managed policies that the template attaches. */
  readonly managed: readonly string[];
}

/** Those of CDK's own custom resources act during deployments alone: where the stack stands, they could. */
const ofCdk = /^Custom|PublishGetStackOutputRole/;

/** Every role of a stack. @param stacks of every account that was read */
export const grantedRoles = (account: Account, stack: OpenedStack, stacks: readonly OpenedStack[]): readonly TemplateRole[] =>
  Object.entries(stack.template.Resources)
    .filter(([logicalId, { Type }]) => Type === 'AWS::IAM::Role' && !ofCdk.test(logicalId))
    .map(([logicalId]) => grantedRole(account, stack, templateScope(account, stack, stacks), logicalId));

function grantedRole({ place }: Account, stack: OpenedStack, scope: Scope, logicalId: string): TemplateRole {
  const { Path = '/', AssumeRolePolicyDocument: trust, ManagedPolicyArns } = stack.template.Resources[logicalId]?.Properties ?? {};
  const physicalId = stack.resources.find((resource) => resource.logicalId === logicalId)?.physicalId;
  const asked = documentsOf(stack, logicalId).map((document) => questionsOf(document, scope, stack.name));
  return {
    name: `${stack.name} ${logicalId.replace(/[0-9A-F]{8}$/, '')}`,
    arn: physicalId && `arn:${place.partition}:iam::${place.account}:role${String(resolveValue(Path, scope))}${physicalId}`,
    questions: merged(asked.flatMap((one) => ('why' in one ? [] : one))),
    unclear: asked.flatMap((one) => ('why' in one ? [one] : [])),
    services: servicesOf(trust),
    managed: v.parse(v.optional(v.array(v.string()), []), resolveValue(ManagedPolicyArns, scope)),
  };
}

/** Services in a trust policy of a template; intrinsic functions stand for no service of ours. Pure. */
export function servicesOf(trust: unknown): readonly string[] {
  const principals = [isRecord(trust) ? trust['Statement'] : []].flat().map((one) => (isRecord(one) ? one['Principal'] : undefined));
  return principals
    .flatMap((one) => (isRecord(one) ? one['Service'] : []))
    .flat()
    .filter((one) => typeof one === 'string');
}

/** Policies inside the role, and those that name it. */
function documentsOf({ template: { Resources } }: OpenedStack, logicalId: string): readonly unknown[] {
  const inside = [Resources[logicalId]?.Properties['Policies'] ?? []]
    .flat()
    .map((one) => (isRecord(one) ? one['PolicyDocument'] : undefined));
  const named = Object.values(Resources).flatMap(({ Type, Properties: { Roles, PolicyDocument } }) =>
    Type === 'AWS::IAM::Policy' && JSON.stringify(Roles).includes(JSON.stringify({ Ref: logicalId })) ? [PolicyDocument] : [],
  );
  return [...inside, ...named].flatMap((document) => (isRecord(document) ? [document['Statement']] : [])).flat();
}

/** What one statement allows, as questions; or why it cannot be asked for. */
function questionsOf(
  statement: unknown,
  scope: Scope,
  stack: string,
): readonly Question[] | { readonly what: string; readonly why: string } {
  try {
    const { Statement } = v.parse(policyDocument, { Statement: resolveValue(statement, scope) });
    const reason = `The template of ${stack} grants it.`;
    return [Statement].flat().flatMap(({ Effect, Action, Resource, Condition }) =>
      Effect === 'Deny'
        ? []
        : list(Resource).map((resource) => ({
            actions: list(Action),
            resource: oneOf(resource),
            ...(Condition !== undefined && { context: contextOf(Condition) }),
            reason,
          })),
    );
  } catch (error) {
    return { what: list(isRecord(statement) ? statement['Action'] : []).join(', '), why: messageOf(error) };
  }
}

const list = (value: unknown): readonly string[] => [value ?? []].flat().map(String);

/** One resource that a pattern covers. */
const oneOf = (pattern: string): string => (pattern === '*' ? pattern : pattern.replaceAll('*', any).replaceAll('?', 'x'));

/** One value of each key that meets the conditions; an operator that asks for something else is answered with a denial. */
const contextOf = (
  condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.values(condition).flatMap((keys) => Object.entries(keys).map(([key, values]) => [key, oneOf([values].flat()[0] ?? '')])),
  );
