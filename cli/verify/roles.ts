import { gatePermissions, type GatePermission } from '../../lambda/contract/gate-permissions';
import { healingPermissions, type HealingPermission } from '../../lambda/contract/healing-permissions';
import { gateFunctions } from '../../lambda/contract/workflow';
import { healingFunctions } from '../../lambda/contract/healing-workflow';
import { ownPermissions } from '../../lib/accounts/environment-permissions';
import type { Place } from './arn';
import type { StackResource } from './account';

/** A function's role, and what the contract says that it may do. */
export interface ExpectedRole {
  /** As people know it, for example `Gate Register`. */
  readonly name: string;
  readonly part: 'gate' | 'healing';
  /** Absent where the stack has no such role. */
  readonly arn: string | undefined;
  readonly permissions: readonly (GatePermission | HealingPermission)[];
}

/**
 * The roles of the gate's and of healing's functions. Pure.
 * @param elsewhere whether environments have accounts of their own, in which the functions measure with other roles
 */
export const expectedRoles = (
  place: Place,
  gate: readonly StackResource[],
  healing: readonly StackResource[],
  elsewhere: boolean,
): readonly ExpectedRole[] => [
  ...Object.values(gateFunctions).map((name) => ({
    name: `Gate ${title(name)}`,
    part: 'gate' as const,
    arn: roleOf(place, gate, `GateFunctions${title(name)}`),
    permissions: ownPermissions(gatePermissions[name], elsewhere),
  })),
  ...Object.values(healingFunctions).map((name) => ({
    name: `Healing ${title(name)}`,
    part: 'healing' as const,
    arn: roleOf(place, healing, `HealingFunctions${title(name)}`),
    permissions: ownPermissions(healingPermissions[name], elsewhere),
  })),
];

const title = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** CDK writes the path of a construct and eight hexadecimal digits. */
function roleOf({ partition, account }: Place, resources: readonly StackResource[], construct: string): string | undefined {
  const logicalId = new RegExp(`^${construct}Role[0-9A-F]{8}$`);
  const role = resources.find((resource) => resource.type === 'AWS::IAM::Role' && logicalId.test(resource.logicalId));
  return role && `arn:${partition}:iam::${account}:role/${role.physicalId}`;
}
