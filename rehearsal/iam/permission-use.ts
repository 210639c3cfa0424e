/** Which permissions of the templates' roles a run has used. */
import type { PolicyDocument, PolicyStatement } from '../cloud/cloud';
import { list, matchesAction } from './pattern';
import { applies, type PolicyRequest } from './statement';

/** Part of a statement, or a whole one, that no call needed. */
export interface UnusedPermission {
  /** Name of the role. */
  readonly role: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

interface Granted {
  readonly statement: PolicyStatement;
  readonly used: Set<string>;
}

/** The books of what roles were granted and what they used. */
export class PermissionUse {
  private readonly byRole = new Map<string, Granted[]>();

  grant(roleArn: string, document: PolicyDocument): void {
    const allowing = list<PolicyStatement>(document.Statement).filter(({ Effect, Action }) => Effect === 'Allow' && Action !== undefined);
    this.byRole.set(roleArn, [
      ...(this.byRole.get(roleArn) ?? []),
      ...allowing.map((statement) => ({ statement, used: new Set<string>() })),
    ]);
  }

  /** Notes every statement that allowed a call, and by which of its actions. */
  note(roleArn: string, request: PolicyRequest): void {
    for (const { statement, used } of this.byRole.get(roleArn) ?? []) {
      if (!applies(statement, request)) continue;
      for (const action of list(statement.Action)) if (matchesAction(action, request.action)) used.add(action);
    }
  }

  /** By role, in the order of their names. */
  unused(): readonly UnusedPermission[] {
    return [...this.byRole]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .flatMap(([roleArn, granted]) =>
        granted.flatMap(({ statement, used }) => {
          const actions = list(statement.Action).filter((action) => !used.has(action));
          return actions.length === 0 ? [] : [{ role: roleArn.replace(/^.*:role\//, ''), actions, resources: list(statement.Resource) }];
        }),
      );
  }
}
