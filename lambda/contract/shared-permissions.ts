/** Permissions that the gate and healing need alike. */

/** Reaches environments in other accounts. */
export const takeOn = <Role extends 'readRoles' | 'redeployRoles'>(resource: Role) => ({
  actions: ['sts:AssumeRole'],
  resource,
  reason: 'The environment is in an account of its own.',
});

/** A rollback of an ECS service runs tasks of an older revision. */
export const passTaskRoles = {
  actions: ['iam:PassRole'],
  resource: 'taskRoles',
  passedTo: 'ecs-tasks.amazonaws.com',
  reason: 'Tasks of the revision run under the roles that it names.',
} as const;
