import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { taskRolePath } from '../../../lambda/contract/destination';
import { acknowledgeWildcard } from '../../nag/acknowledge';

const forTasks = (scope: Construct, id: string, cluster: string, description: string): Role =>
  new Role(scope, id, { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'), path: taskRolePath(cluster), description });

/** The role of the application itself. The sample calls nothing of AWS: a team adds what its own does. */
export const taskRole = (scope: Construct, cluster: string): Role => forTasks(scope, 'TaskRole', cluster, 'The application');

/** The role in which ECS prepares a task: pulls its image and writes its log. */
export function executionRole(scope: Construct, cluster: string, repositoryArn: string, logGroup: LogGroup): Role {
  const role = forTasks(scope, 'ExecutionRole', cluster, 'Pulls images, writes logs');
  role.addToPolicy(new PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }));
  role.addToPolicy(
    new PolicyStatement({
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
      resources: [repositoryArn],
    }),
  );
  role.addToPolicy(new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }));
  acknowledgeWildcard(role, '*', 'A token for the registry knows no repository.');
  return role;
}

/** ARN of what ECS hands to the tasks of a cluster: the roles of its path, by whatever name CloudFormation gives them. */
export const taskRolesArn = (scope: Construct, cluster: string): string => {
  const { partition, account } = Stack.of(scope);
  return `arn:${partition}:iam::${account}:role${taskRolePath(cluster)}*`;
};
