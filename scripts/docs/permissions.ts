/** docs/permissions.md: every role of the default configuration, and what it may do. */
import { reasonsForUnused } from '../../rehearsal/story/unused-reasons';
import type { Stacks, Wildcard } from './synthesize';
import { textOf } from './text-of';

/** What a role may do. */
export interface Grant {
  readonly stack: string;
  readonly role: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

interface Document {
  readonly Statement: readonly Statement[];
}

const list = <Value>(value: Value | readonly Value[]): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : [value as Value];

const grantsOf = (stack: string, role: string, { Statement }: Document): Grant[] =>
  Statement.filter(({ Effect }) => Effect === 'Allow').map(({ Action, Resource }) => ({
    stack,
    role,
    actions: list(Action),
    resources: list(Resource).map(textOf),
  }));

/** Every statement of every role of the stacks. */
export const grants = (stacks: Stacks): readonly Grant[] =>
  Object.entries(stacks).flatMap(([stack, resources]) =>
    Object.entries(resources).flatMap(([id, { Type, Properties = {} }]) => {
      if (Type === 'AWS::IAM::Policy')
        return list(Properties['Roles']).flatMap((role) =>
          grantsOf(stack, textOf(role).replaceAll(/[<>]/g, ''), Properties['PolicyDocument'] as Document),
        );
      if (Type !== 'AWS::IAM::Role') return [];
      return ((Properties['Policies'] ?? []) as readonly { readonly PolicyDocument: Document }[]).flatMap(({ PolicyDocument }) =>
        grantsOf(stack, id, PolicyDocument),
      );
    }),
  );

/** Policies that AWS writes, by role. */
const managed = (stacks: Stacks): readonly string[] =>
  Object.entries(stacks).flatMap(([stack, resources]) =>
    Object.entries(resources).flatMap(([id, { Type, Properties = {} }]) =>
      Type === 'AWS::IAM::Role' && Properties['ManagedPolicyArns'] !== undefined
        ? [
            `| ${stack} | ${id} | ${list(Properties['ManagedPolicyArns'])
              .map((arn) => textOf(arn).replace(/^.*policy\//, ''))
              .join(', ')} |`,
          ]
        : [],
    ),
  );

const escaped = (text: string): string => text.replaceAll('|', '\\|');
const row = ({ actions, resources }: Grant): string =>
  `| ${actions.join('<br>')} | ${resources.map((each) => `\`${escaped(each)}\``).join('<br>')} |`;

const wildcardRow = ({ where, resource, reason }: Wildcard): string =>
  `| ${where} | ${resource === undefined ? 'any' : `\`${escaped(resource)}\``} | ${escaped(reason)} |`;

/** The page. */
export function permissionsPage(stacks: Stacks, wildcards: readonly Wildcard[]): string {
  const byRole = new Map<string, Grant[]>();
  for (const grant of grants(stacks))
    byRole.set(`${grant.stack}: ${grant.role}`, [...(byRole.get(`${grant.stack}: ${grant.role}`) ?? []), grant]);
  return [
    '# Permissions',
    '',
    'Made by `npx tsx scripts/write-docs.ts` from the templates of the default configuration; a test keeps it equal to them.',
    'The stack `UnbreakableLogging` is there with `logging.enabled` only.',
    'The rehearsal runs every function and service role under exactly these policies: a call that they do not allow is',
    'refused and ends the run non-zero. What a run did not use is in its receipt (`--json`, `unusedStatements`), each with',
    'its reason; what has neither use nor reason fails the test of the rehearsal. Action names are checked against a',
    'database of IAM actions; a wildcard without a written reason fails the synth (cdk-nag IAM5). `<Name>` is a resource',
    'of the templates.',
    '',
    ...[...byRole].flatMap(([role, some]) => [`## ${role}`, '', '| actions | on |', '|---|---|', ...some.map(row), '']),
    '## Policies that AWS writes',
    '',
    '| stack | role | policy |',
    '|---|---|---|',
    ...managed(stacks),
    '',
    '## Wildcards, and why each is needed',
    '',
    '| policies below | on | reason |',
    '|---|---|---|',
    ...wildcards.map(wildcardRow),
    '',
    '## What a rehearsal may leave unused, and why it is granted all the same',
    '',
    '| roles that begin with | actions | reason |',
    '|---|---|---|',
    ...reasonsForUnused.map(
      ({ role, actions, reason }) => `| ${role === '' ? 'any' : role} | ${[...new Set(actions)].join('<br>')} | ${reason} |`,
    ),
    '',
  ].join('\n');
}
