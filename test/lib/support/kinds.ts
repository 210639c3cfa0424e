import type { GatePermission } from '../../../lambda/contract/gate-permissions';
import type { HealingPermission } from '../../../lambda/contract/healing-permissions';

/** What is granted only where the application runs on something else than instances. */
const others: readonly string[] = ['functions', 'services', 'taskDefinitions', 'taskRoles'];

/** Whether a permission of the contracts is granted in the default configuration. */
export const isOfInstances = ({ resource }: GatePermission | HealingPermission): boolean => !others.includes(resource);
