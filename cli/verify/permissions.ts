import { SimulatePrincipalPolicyCommand, type IAMClient } from '@aws-sdk/client-iam';
import type { Finding } from './difference';
import { inTurn } from './in-turn';
import { beyond, type AskedRole, type Question } from './question';
import type { ResourceArns } from './resources';
import type { ExpectedRole } from './roles';

const known = (arns: ResourceArns, name: string): readonly string[] => arns[name] ?? [];

/** What no function may do, wherever its role was changed: take other roles, grant, delete records and evidence. */
const forbidden = (arns: ResourceArns): readonly Question[] =>
  [
    { actions: ['iam:PassRole', 'iam:PutRolePolicy', 'sts:AssumeRole'], resource: '*' },
    ...known(arns, 'table').map((resource) => ({ actions: ['dynamodb:DeleteItem', 'dynamodb:DeleteTable'], resource })),
    ...known(arns, 'evidence').map((resource) => ({ actions: ['s3:DeleteObject'], resource })),
  ].map((question) => ({ ...question, reason: undefined }));

/** Approvals and deployments belong to few; who has no permission for them in the contract must have none here. */
const reserved = (arns: ResourceArns): readonly { readonly action: string; readonly resources: readonly string[] }[] => [
  { action: 'codepipeline:PutApprovalResult', resources: known(arns, 'pipelineActions') },
  { action: 'codedeploy:CreateDeployment', resources: known(arns, 'deploymentGroups') },
];

/** What the simulator is asked about a role of the contract. Pure. */
export function questionsFor({ permissions }: ExpectedRole, arns: ResourceArns): readonly Question[] {
  const granted = permissions.flatMap(({ actions, resource, passedTo, reason }) =>
    known(arns, resource).map((each) => ({
      actions,
      resource: each,
      ...(passedTo !== undefined && { context: { 'iam:PassedToService': passedTo } }),
      reason,
    })),
  );
  const others = reserved(arns)
    .filter(({ action }) => !permissions.some(({ actions }) => actions.includes(action)))
    .flatMap(({ action, resources }) => resources.map((resource) => ({ actions: [action], resource, reason: undefined })));
  return [...granted, ...others, ...forbidden(arns)];
}

/** A role of the contract as it is asked about. Pure. */
export const askedRole = (role: ExpectedRole, arns: ResourceArns): AskedRole => ({
  name: role.name,
  arn: role.arn,
  questions: questionsFor(role, arns),
  unclear: role.permissions
    .filter(({ resource }) => arns[resource] === undefined)
    .map(({ actions, resource }) => ({
      what: `${actions.join(', ')} on ${resource}`,
      why: `this command does not know the ARN of ${resource}`,
    })),
});

/** Roles of the contract, and those of the templates beyond them; of a role that is in both, what the template grants beyond the contract. Pure. */
export function allRoles(contract: readonly AskedRole[], templates: readonly AskedRole[]): readonly AskedRole[] {
  const more = (role: AskedRole): readonly Question[] => {
    const found = templates.find(({ arn }) => arn !== undefined && arn === role.arn);
    return found === undefined ? [] : beyond(found.questions, role.questions);
  };
  const named = new Set(contract.map(({ arn }) => arn));
  return [
    ...contract.map((role) => ({ ...role, questions: [...role.questions, ...more(role)] })),
    ...templates.filter(({ arn }) => arn === undefined || !named.has(arn)),
  ];
}

/** Whether each role may do what it should, and nothing of what none may. Of a role one question after the other. */
export async function checkPermissions(iam: IAMClient, roles: readonly AskedRole[]): Promise<readonly Finding[]> {
  const findings = await Promise.all(roles.map((role) => checkRole(iam, role)));
  return findings.flat();
}

async function checkRole(iam: IAMClient, role: AskedRole): Promise<readonly Finding[]> {
  const base = { area: 'permissions', what: role.name, rehearsed: 'may do what docs/permissions.md lists, and no more' } as const;
  const { arn, questions } = role;
  if (arn === undefined)
    return [{ ...base, status: 'different', found: 'there is no such role', fix: 'Deploy the stacks again with this version.' }];
  const differences = [...unclearOf(role), ...(await inTurn(questions, (question) => ask(iam, role.name, arn, question)))];
  if (differences.length > 0) return differences;
  const asked = questions.reduce((sum, { actions }) => sum + actions.length, 0);
  return [{ ...base, status: 'same', found: `${asked} simulated, all as expected` }];
}

/** Permissions that this command cannot ask for. */
const unclearOf = ({ name, unclear }: AskedRole): readonly Finding[] =>
  unclear.map(({ what, why }) => ({
    area: 'permissions',
    what: `${name}: ${what}`,
    status: 'unknown',
    rehearsed: 'allowed',
    found: why,
    fix: 'Simulate it in IAM’s console (docs/verify.md).',
  }));

const contextEntries = (context: Question['context'] = {}) =>
  Object.entries(context).map(([ContextKeyName, value]) => ({
    ContextKeyName,
    ContextKeyValues: [value],
    ContextKeyType: 'string' as const,
  }));

/** The actions whose answer is another than in the rehearsal. */
async function ask(
  iam: IAMClient,
  role: string,
  arn: string,
  { actions, resource, context, reason }: Question,
): Promise<readonly Finding[]> {
  const { EvaluationResults = [] } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: arn,
      ActionNames: [...actions],
      ResourceArns: [resource],
      ...(context !== undefined && { ContextEntries: contextEntries(context) }),
    }),
  );
  const decisions = new Map(EvaluationResults.map(({ EvalActionName: name = '', EvalDecision: decision }) => [name, decision]));
  return actions.flatMap((action): Finding[] => {
    const decision = decisions.get(action);
    const base = { area: 'permissions', what: `${role}: ${action} on ${resource}` } as const;
    if (decision === undefined)
      return [{ ...base, status: 'unknown', rehearsed: 'is answered', found: 'the simulator said nothing', fix: 'Verify again.' }];
    if ((decision === 'allowed') === (reason !== undefined)) return [];
    return reason === undefined
      ? [
          {
            ...base,
            status: 'different',
            rehearsed: 'denied',
            found: decision,
            fix: `Find out which policy was attached to ${arn}, and detach it.`,
          },
        ]
      : [
          {
            ...base,
            status: 'different',
            rehearsed: 'allowed',
            found: decision,
            fix: `${reason} Deploy the stacks again; look for a permissions boundary.`,
          },
        ];
  });
}
