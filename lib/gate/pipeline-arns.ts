import { Stack } from 'aws-cdk-lib';
import type { Pipeline } from 'aws-cdk-lib/aws-codepipeline';
import type { Construct } from 'constructs';
import {
  taskRolePath,
  type CodeDeployDestination,
  type Destination,
  type FunctionDestination,
  type ServiceDestination,
} from '../../lambda/contract/destination';
import type { DeploymentResource } from '../../lambda/contract/gate-permissions';
import type { Arns } from './permissions';

/** ARNs of what belongs to a pipeline, whichever of its stages is meant. */
export const pipelineArns = (pipeline: Pipeline, environmentParameterArn: string) => ({
  artifacts: [pipeline.artifactBucket.arnForObjects('*')],
  artifactKeys: keysOf(pipeline),
  pipelines: [pipeline.pipelineArn],
  environmentParameters: [environmentParameterArn],
});

/** ARNs of what a stage deploys with, under the names of the contracts; what a kind of compute has not got is absent. */
export function deploymentArns(scope: Construct, pipeline: Pipeline, destination: Destination): Partial<Arns<DeploymentResource>> {
  const { kind, account } = destination;
  const bucket = (account && pipeline.crossRegionSupport[account.region]?.replicationBucket) ?? pipeline.artifactBucket;
  return {
    ...(kind === 'server' && { bundles: [bucket.arnForObjects('*')], bundleBucket: [bucket.bucketArn] }),
    ...(account === undefined
      ? computeArns(scope, destination)
      : { readRoles: [account.readRoleArn], redeployRoles: account.redeployRoleArn === undefined ? [] : [account.redeployRoleArn] }),
  };
}

/** Keys of the artifacts, in every region. */
const keysOf = ({ artifactBucket, crossRegionSupport }: Pipeline): readonly string[] => {
  const buckets = [artifactBucket, ...Object.values(crossRegionSupport).map(({ replicationBucket }) => replicationBucket)];
  return [...new Set(buckets.flatMap(({ encryptionKey }) => encryptionKey?.keyArn ?? []))];
};

/** ARNs of a destination itself, in the account and region of the scope. */
export function computeArns(scope: Construct, destination: Destination): Partial<Arns<DeploymentResource>> {
  switch (destination.kind) {
    case 'server':
      return groupArns(scope, destination);
    case 'function':
      return { ...groupArns(scope, destination), functions: functionArns(scope, destination) };
    case 'service':
      return serviceArns(scope, destination);
  }
}

const groupArns = (scope: Construct, { applicationName, deploymentGroupName }: CodeDeployDestination) => ({
  deploymentGroups: [codedeployArn(scope, 'deploymentgroup', `${applicationName}/${deploymentGroupName}`)],
  deploymentApplications: [codedeployArn(scope, 'application', applicationName)],
  deploymentConfigs: [codedeployArn(scope, 'deploymentconfig', '*')],
});

/** The function itself, and its versions. */
function functionArns(scope: Construct, { functionName }: FunctionDestination): readonly string[] {
  const { partition, region, account } = Stack.of(scope);
  const arn = `arn:${partition}:lambda:${region}:${account}:function:${functionName}`;
  return [arn, `${arn}:*`];
}

/** The service, its deployments and revisions; and what its deployments name. */
function serviceArns(scope: Construct, { cluster, service }: ServiceDestination) {
  const { partition, region, account } = Stack.of(scope);
  const arn = (kind: string): string => `arn:${partition}:ecs:${region}:${account}:${kind}/${cluster}/${service}`;
  return {
    services: [arn('service'), `${arn('service-deployment')}/*`, `${arn('service-revision')}/*`],
    taskDefinitions: ['*'],
    taskRoles: [`arn:${partition}:iam::${account}:role${taskRolePath(cluster)}*`],
  };
}

function codedeployArn(scope: Construct, resource: string, name: string): string {
  const { partition, region, account } = Stack.of(scope);
  return `arn:${partition}:codedeploy:${region}:${account}:${resource}:${name}`;
}
