/** Permissions of ECS operations. */
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Need } from '../../cloud/service';
import type { RegisterInput } from './inputs';
import type { TaskDefinition } from './model';


/** Whoever registers a task definition, or deploys one, hands its roles to the tasks. */
export const passRoles = (roles: readonly (string | undefined)[]): Need[] =>
  [...new Set(roles)].flatMap((role) =>
    role === undefined ? [] : [{ action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } }],
  );

export const registerNeeds = (cloud: Cloud, { family, tags, taskRoleArn, executionRoleArn }: RegisterInput): Need[] => {
  const resource = cloud.arn('ecs', `task-definition/${family}:*`);
  return [
    { action: 'ecs:RegisterTaskDefinition', resource },
    ...(tags.length === 0 ? [] : [{ action: 'ecs:TagResource', resource, context: { 'ecs:CreateAction': 'RegisterTaskDefinition' } }]),
    ...passRoles([taskRoleArn, executionRoleArn]),
  ];
};

export const updateNeeds = (service: string, definition: TaskDefinition | undefined): Need[] => [
  {
    action: 'ecs:UpdateService',
    resource: service,
    ...(definition === undefined ? {} : { context: { 'ecs:task-definition': definition.arn } }),
  },
  ...(definition === undefined ? [] : passRoles([definition.definition.taskRoleArn, definition.definition.executionRoleArn])),
];

/** The ARN of a service as a caller names it, whether or not it exists. */
export const serviceArn = (cloud: Cloud, name: string, cluster = 'default'): string =>
  name.startsWith('arn:') ? name : cloud.arn('ecs', `service/${cluster.split('/').at(-1)}/${name}`);

/** `service-deployment/<cluster>/<service>/<id>` belongs to `service/<cluster>/<service>`: both are asked for. */
export const partNeeds = (cloud: Cloud, action: string, arns: readonly string[]): Need[] =>
  arns.flatMap((arn) => [
    { action, resource: arn },
    { action, resource: ownerOf(cloud, arn) },
  ]);

const ownerOf = (cloud: Cloud, arn: string): string => {
  const [, cluster, service] = /:service-(?:deployment|revision)\/([^/]+)\/([^/]+)\/[^/]+$/.exec(arn) ?? [];
  if (cluster === undefined) throw new AwsError('InvalidParameterException', `Invalid identifier: ${arn}`);
  return cloud.arn('ecs', `service/${cluster}/${service}`);
};
