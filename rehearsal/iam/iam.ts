/** IAM as CloudFormation fills it: roles, their policies and instance profiles. */
import * as v from 'valibot';
import { AwsError } from '../cloud/aws-error';
import type { Cloud } from '../cloud/cloud';
import { fingerprint, physicalName } from '../cloud/physical-name';
import { operation } from '../cloud/service';
import type { CreatedResource, ResourceRequest, Service } from '../cloud/service';
import { parseProperties } from '../services/input';
import { managedPolicy } from './managed-policies';
import { instanceProfileProperties, managedPolicyProperties, policyProperties, roleProperties } from './properties';
import type { Policies } from './policies';
import { simulatePrincipalPolicy } from './simulate';

export interface Role {
  readonly Arn: string;
  readonly RoleName: string;
  /** JSON, URL-encoded as on AWS. */
  readonly AssumeRolePolicyDocument: string;
}

/** The iam service. `unsupported` is told of every managed policy without a document. */
export const iamService = (cloud: Cloud, policies: Policies, unsupported: (what: string) => void): Service => {
  const roles = new Map<string, Role>();
  const profiles = new Map<string, readonly Role[]>();
  /** ARNs of managed policies, by the role's name. */
  const attached = new Map<string, readonly string[]>();
  const documents = new Map<string, v.InferOutput<typeof managedPolicyProperties>['PolicyDocument']>();

  const roleNamed = (name: string): Role => {
    const role = roles.get(name);
    if (role) return role;
    throw new AwsError('NoSuchEntity', `The role with name ${name} cannot be found.`, 404);
  };

  const attachManaged = (role: Role, arn: string): void => {
    attached.set(role.RoleName, [...(attached.get(role.RoleName) ?? []), arn]);
    const [own, document] = [documents.get(arn), managedPolicy(arn)];
    if (own) policies.attachToRole(role.Arn, own);
    else if (document) policies.attachToRole(role.Arn, document, 'AWS');
    else unsupported(`managed policy ${arn}`);
  };

  const createRole = (request: ResourceRequest): CreatedResource => {
    const properties = parseProperties(roleProperties, request);
    const name = properties.RoleName ?? physicalName(request);
    const AssumeRolePolicyDocument = encodeURIComponent(JSON.stringify(properties.AssumeRolePolicyDocument));
    const role = { RoleName: name, Arn: cloud.arn('iam', `role${properties.Path}${name}`), AssumeRolePolicyDocument };
    roles.set(name, role);
    cloud.attachResourcePolicy(role.Arn, properties.AssumeRolePolicyDocument);
    for (const policy of properties.Policies) policies.attachToRole(role.Arn, policy.PolicyDocument);
    for (const arn of properties.ManagedPolicyArns) attachManaged(role, arn);
    return { ref: name, attributes: { Arn: role.Arn, RoleId: `AROA${fingerprint(name, 17)}` } };
  };

  const createPolicy = (request: ResourceRequest): CreatedResource => {
    const properties = parseProperties(policyProperties, request);
    for (const name of properties.Roles) policies.attachToRole(roleNamed(name).Arn, properties.PolicyDocument);
    return { ref: properties.PolicyName, attributes: { Id: properties.PolicyName } };
  };

  const createManagedPolicy = (request: ResourceRequest): CreatedResource => {
    const properties = parseProperties(managedPolicyProperties, request);
    const arn = cloud.arn('iam', `policy${properties.Path}${properties.ManagedPolicyName ?? physicalName(request)}`);
    documents.set(arn, properties.PolicyDocument);
    for (const name of properties.Roles) attachManaged(roleNamed(name), arn);
    return { ref: arn, attributes: { PolicyArn: arn } };
  };

  const createProfile = (request: ResourceRequest): CreatedResource => {
    const properties = parseProperties(instanceProfileProperties, request);
    const name = properties.InstanceProfileName ?? physicalName(request);
    profiles.set(name, properties.Roles.map(roleNamed));
    return { ref: name, attributes: { Arn: cloud.arn('iam', `instance-profile/${name}`) } };
  };

  const getRole = operation<{ RoleName: string }, { Role: Role }>({
    needs: ({ RoleName }) => [{ action: 'iam:GetRole', resource: cloud.arn('iam', `role/${RoleName}`) }],
    run: ({ RoleName }) => ({ Role: roleNamed(RoleName) }),
  });

  const listAttached = operation<{ RoleName: string }, { AttachedPolicies: readonly object[]; IsTruncated: boolean }>({
    needs: ({ RoleName }) => [{ action: 'iam:ListAttachedRolePolicies', resource: cloud.arn('iam', `role/${RoleName}`) }],
    run: ({ RoleName }) => ({
      AttachedPolicies: (attached.get(roleNamed(RoleName).RoleName) ?? []).map((PolicyArn) => ({
        PolicyArn,
        PolicyName: PolicyArn.split('/').at(-1),
      })),
      IsTruncated: false,
    }),
  });

  const getInstanceProfile = operation<{ InstanceProfileName: string }, { InstanceProfile: { Roles: readonly Role[] } }>({
    needs: (input) => [{ action: 'iam:GetInstanceProfile', resource: cloud.arn('iam', `instance-profile/${input.InstanceProfileName}`) }],
    run: ({ InstanceProfileName }) => {
      const Roles = profiles.get(InstanceProfileName);
      if (Roles) return { InstanceProfile: { Roles } };
      throw new AwsError('NoSuchEntity', `Instance Profile ${InstanceProfileName} cannot be found.`, 404);
    },
  });

  return {
    name: 'iam',
    operations: {
      GetRole: getRole,
      ListAttachedRolePolicies: listAttached,
      GetInstanceProfile: getInstanceProfile,
      SimulatePrincipalPolicy: simulatePrincipalPolicy(policies, (arn) => [...roles.values()].some(({ Arn }) => Arn === arn)),
    },
    resources: {
      'AWS::IAM::Role': createRole,
      'AWS::IAM::Policy': createPolicy,
      'AWS::IAM::ManagedPolicy': createManagedPolicy,
      'AWS::IAM::InstanceProfile': createProfile,
    },
  };
};
