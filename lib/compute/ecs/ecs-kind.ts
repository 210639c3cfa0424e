import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { EnvironmentName } from '../../foundation/names';
import type { ComputeKind, Wildcard } from '../kind';
import { EcsDeploy } from './deploy-action';
import { EcsCompute } from './ecs-compute';
import { ecsNames } from './names';
import { taskRolesArn } from './roles';

/** ARNs of what a release reaches in one environment. */
function arnsOf(scope: Construct, environment: EnvironmentName) {
  const { partition, region, account } = Stack.of(scope);
  const { cluster, service, family } = ecsNames(environment);
  const arn = (resource: string): string => `arn:${partition}:ecs:${region}:${account}:${resource}`;
  return {
    service: arn(`service/${cluster}/${service}`),
    definitions: arn(`task-definition/${family}:*`),
    tasks: arn(`task/${cluster}/*`),
    roles: taskRolesArn(scope, cluster),
  };
}

/** What the User Guide of CodePipeline lists for the action, on what it deploys to. */
function pipelineStatements(scope: Construct, environments: readonly EnvironmentName[]): PolicyStatement[] {
  const all = environments.map((environment) => arnsOf(scope, environment));
  return [
    new PolicyStatement({ actions: ['ecs:DescribeServices', 'ecs:UpdateService'], resources: all.map(({ service }) => service) }),
    new PolicyStatement({
      actions: ['ecs:RegisterTaskDefinition', 'ecs:TagResource'],
      resources: all.map(({ definitions }) => definitions),
    }),
    new PolicyStatement({ actions: ['ecs:DescribeTasks'], resources: all.map(({ tasks }) => tasks) }),
    new PolicyStatement({ actions: ['ecs:DescribeTaskDefinition', 'ecs:ListTasks'], resources: ['*'] }),
    new PolicyStatement({
      actions: ['iam:PassRole'],
      resources: all.map(({ roles }) => roles),
      conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    }),
  ];
}

const pipelineWildcards = (scope: Construct, environments: readonly EnvironmentName[]): readonly Wildcard[] => [
  { resource: '*', reason: 'AWS knows no resource for describing task definitions, and lists tasks of a cluster under none of ours.' },
  ...environments.flatMap((environment) => {
    const { definitions, tasks, roles } = arnsOf(scope, environment);
    return [
      { resource: definitions, reason: 'A release makes the next revision of the task definition.' },
      { resource: tasks, reason: 'Tasks get their ids when they start.' },
      { resource: roles, reason: 'CloudFormation names the roles; their path is the cluster’s own, and only tasks of ECS get them.' },
    ];
  }),
];

/** A service of ECS on Fargate that deploys blue/green by itself. */
export const ecsKind: ComputeKind = {
  destination: (environment) => {
    const { cluster, service } = ecsNames(environment);
    return { kind: 'service', cluster, service };
  },
  create: (scope, props) => new EcsCompute(scope, props),
  deployAction: (_scope, { environment, ...props }) => new EcsDeploy({ ...props, ...ecsNames(environment) }),
  pipelineStatements,
  pipelineWildcards,
};
