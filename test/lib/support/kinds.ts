import type { GatePermission } from '../../../lambda/contract/gate-permissions';
import type { HealingPermission } from '../../../lambda/contract/healing-permissions';

/** What is granted only where the application runs on something else than instances, or in an account of its own. */
const others: readonly string[] = ['functions', 'services', 'taskDefinitions', 'taskRoles', 'artifactKeys', 'readRoles', 'redeployRoles'];

/** Whether a permission of the contracts is granted in the default configuration. */
export const isOfInstances = ({ resource }: GatePermission | HealingPermission): boolean => !others.includes(resource);
