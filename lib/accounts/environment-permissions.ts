import type { Config } from '../config/config';
import { gatePermissions, type GatePermission } from '../../lambda/contract/gate-permissions';
import { healingPermissions, type HealingPermission } from '../../lambda/contract/healing-permissions';

/** What the functions do in an environment's account. */
export type EnvironmentPermission = GatePermission | HealingPermission;

/** Services whose data lie where the environment is, and that know no resources. */
const measured = /^(cloudwatch|tag):/;

/** Whether a permission is about an environment and not about the gate's own things. @param known resources of the environment */
const isThere = ({ actions, resource }: EnvironmentPermission, known: ReadonlySet<string>): boolean =>
  resource === 'any' ? actions.every((action) => measured.test(action)) : known.has(resource);

/** What the functions that take on the roles of a purpose do there; each permission once. */
export function environmentPermissions(purpose: 'read' | 'redeploy', known: ReadonlySet<string>): readonly EnvironmentPermission[] {
  const all: readonly (readonly EnvironmentPermission[])[] = [...Object.values(gatePermissions), ...Object.values(healingPermissions)];
  const takers = all.filter((permissions) => permissions.some(({ resource }) => resource === `${purpose}Roles`));
  const wanted = takers.flatMap((permissions) => permissions.filter((each) => isThere(each, known)));
  return [...new Map(wanted.map((each) => [`${each.resource} ${each.actions.join()}`, each])).values()];
}

/** Permissions without those that are used only in the environments' accounts, where these have accounts of their own. */
export const withoutEnvironments = <Permission extends EnvironmentPermission>(
  { accounts }: Config,
  permissions: readonly Permission[],
): readonly Permission[] => ownPermissions(permissions, accounts !== undefined);

/** What a function does with its own role. @param elsewhere whether the environments have accounts of their own */
export const ownPermissions = <Permission extends EnvironmentPermission>(
  permissions: readonly Permission[],
  elsewhere: boolean,
): readonly Permission[] => (elsewhere ? permissions.filter((each) => !isThere(each, new Set(['slos']))) : permissions);
