import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal, type RoleProps } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { taskRolePath } from '../../../lambda/contract/destination';
import { acknowledgeWildcard } from '../../nag/acknowledge';

/** The role of the application itself. The sample calls nothing of AWS, unless it sends its log: a team adds what its own does. */
export const taskRole = (scope: Construct, cluster: string): Role => new Role(scope, 'TaskRole', forTasks(cluster, 'The application'));

/**
 * The role in which ECS prepares a task: pulls its image and writes its log. Its policy is part of the role: the first
 * tasks start as soon as the role is there.
 */
export function executionRole(scope: Construct, cluster: string, repositoryArn: string, logGroup: LogGroup): Role {
  const statements = [
    new PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
    new PolicyStatement({
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
      resources: [repositoryArn],
    }),
    new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
  ];
  const role = new Role(scope, 'ExecutionRole', {
    ...forTasks(cluster, 'Pulls images, writes logs'),
    inlinePolicies: { Prepare: new PolicyDocument({ statements }) },
  });
  acknowledgeWildcard(role, '*', 'A token for the registry knows no repository.');
  return role;
}

const forTasks = (cluster: string, description: string): RoleProps => ({
  assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'),
  path: taskRolePath(cluster),
  description,
});

/** ARN of what ECS hands to the tasks of a cluster: the roles of its path, by whatever name CloudFormation gives them. */
export const taskRolesArn = (scope: Construct, cluster: string): string => {
  const { partition, account } = Stack.of(scope);
  return `arn:${partition}:iam::${account}:role${taskRolePath(cluster)}*`;
};
