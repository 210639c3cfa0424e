import type { UnusedPermission } from '../iam/permission-use';
import { reasonsForUnused } from './unused-reasons';

/** A permission that the run did not use, and why the templates have it all the same. */
export interface UnusedStatement extends UnusedPermission {
  /** `null`: nobody has written one; remove the permission, or write it down in unused-reasons.ts. */
  readonly reason: string | null;
}

/** Splits what was not used by the written reasons. Pure. */
export const unusedStatements = (unused: readonly UnusedPermission[]): readonly UnusedStatement[] =>
  unused.flatMap(({ role, actions, resources }) => {
    const reasons = new Set(actions.map((action) => reasonOf(role, action)));
    return [...reasons].map((reason) => ({
      role,
      actions: actions.filter((action) => reasonOf(role, action) === reason),
      resources,
      reason,
    }));
  });

const reasonOf = (role: string, action: string): string | null =>
  reasonsForUnused.find((entry) => role.startsWith(entry.role) && entry.actions.includes(action))?.reason ?? null;
