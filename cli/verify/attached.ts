import { GetRoleCommand, paginateListAttachedRolePolicies, type IAMClient } from '@aws-sdk/client-iam';
import type { Finding } from './difference';
import { servicesOf, type TemplateRole } from './granted';
import { inTurn } from './in-turn';

/** Whether who may take on a role, and which managed policies it has, are as the template says; the simulator says neither. */
export const checkAttached = (iam: IAMClient, roles: readonly TemplateRole[]): Promise<readonly Finding[]> =>
  inTurn(roles, async (role) => (role.arn === undefined ? [] : [await checkRole(iam, role, role.arn)]));

const base = { area: 'roles', rehearsed: 'trusts and holds what its template says' } as const;

async function checkRole(iam: IAMClient, { name, services, managed }: TemplateRole, arn: string): Promise<Finding> {
  const RoleName = arn.split('/').at(-1) ?? arn;
  const trusted = await trustedServices(iam, RoleName);
  const attached = await attachedPolicies(iam, RoleName);
  const differences = [
    ...services.filter((service) => !trusted.includes(service)).map((service) => `does not trust ${service}`),
    ...managed.filter((policy) => !attached.includes(policy)).map((policy) => `${policy} is not attached`),
    ...attached.filter((policy) => !managed.includes(policy)).map((policy) => `${policy} is attached, too`),
  ];
  if (differences.length === 0)
    return { ...base, what: name, status: 'same', found: `trusts ${services.join(', ') || 'roles'}, ${attached.length} managed` };
  const fix = `Find out who changed ${arn}, and take it back: CloudFormation’s drift detection says what differs.`;
  return { ...base, what: name, status: 'different', found: differences.join('; '), fix };
}

async function trustedServices(iam: IAMClient, RoleName: string): Promise<readonly string[]> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  return servicesOf(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '{}')));
}

async function attachedPolicies(client: IAMClient, RoleName: string): Promise<readonly string[]> {
  const arns: string[] = [];
  for await (const { AttachedPolicies = [] } of paginateListAttachedRolePolicies({ client }, { RoleName }))
    arns.push(...AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []));
  return arns;
}
