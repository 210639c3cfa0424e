import { SimulatePrincipalPolicyCommand, type IAMClient } from '@aws-sdk/client-iam';
import { inTurn } from './in-turn';
import type { Finding } from './difference';
import type { ResourceArns } from './resources';
import type { ExpectedRole } from './roles';

/** A question to the simulator of IAM: some actions on one resource. */
interface Question {
  readonly actions: readonly string[];
  readonly resource: string;
  /** Why the role may; `undefined`: it must not. */
  readonly reason: string | undefined;
}

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

/** What the simulator is asked about a role. Pure. */
export function questionsFor({ permissions }: ExpectedRole, arns: ResourceArns): readonly Question[] {
  const granted = permissions.flatMap(({ actions, resource, reason }) =>
    known(arns, resource).map((each) => ({ actions, resource: each, reason })),
  );
  const others = reserved(arns)
    .filter(({ action }) => !permissions.some(({ actions }) => actions.includes(action)))
    .flatMap(({ action, resources }) => resources.map((resource) => ({ actions: [action], resource, reason: undefined })));
  return [...granted, ...others, ...forbidden(arns)];
}

/** Whether each role may do what the contract says, and nothing of what none may. Of a role one question after the other. */
export async function checkPermissions(
  iam: IAMClient,
  roles: readonly ExpectedRole[],
  arnsOf: (part: ExpectedRole['part']) => ResourceArns,
): Promise<readonly Finding[]> {
  const findings = await Promise.all(roles.map((role) => checkRole(iam, role, arnsOf(role.part))));
  return findings.flat();
}

async function checkRole(iam: IAMClient, role: ExpectedRole, arns: ResourceArns): Promise<readonly Finding[]> {
  const base = { area: 'permissions', what: role.name, rehearsed: 'may do what docs/permissions.md lists, and no more' } as const;
  const { arn } = role;
  if (arn === undefined)
    return [{ ...base, status: 'different', found: 'there is no such role', fix: 'Deploy the stacks again with this version.' }];
  const differences = [
    ...unknownOf(role, arns),
    ...(await inTurn(questionsFor(role, arns), (question) => ask(iam, role.name, arn, question))),
  ];
  if (differences.length > 0) return differences;
  const asked = questionsFor(role, arns).reduce((sum, { actions }) => sum + actions.length, 0);
  return [{ ...base, status: 'same', found: `${asked} simulated, all as expected` }];
}

/** Permissions on resources that this version of the command knows nothing of. */
const unknownOf = ({ name, permissions }: ExpectedRole, arns: ResourceArns): readonly Finding[] =>
  permissions
    .filter(({ resource }) => arns[resource] === undefined)
    .map(({ actions, resource }) => ({
      area: 'permissions',
      what: `${name}: ${actions.join(', ')} on ${resource}`,
      status: 'unknown',
      rehearsed: 'allowed',
      found: 'this command does not know the ARN',
      fix: `Simulate it in IAM's console, and add ${resource} to cli/verify/resources.ts.`,
    }));

/** The actions whose answer is another than in the rehearsal. */
async function ask(iam: IAMClient, role: string, arn: string, { actions, resource, reason }: Question): Promise<readonly Finding[]> {
  const { EvaluationResults = [] } = await iam.send(
    new SimulatePrincipalPolicyCommand({ PolicySourceArn: arn, ActionNames: [...actions], ResourceArns: [resource] }),
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
