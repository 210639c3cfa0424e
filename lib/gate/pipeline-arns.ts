import { Stack } from 'aws-cdk-lib';
import type { Pipeline } from 'aws-cdk-lib/aws-codepipeline';
import type { Construct } from 'constructs';
import type { CodeDeployDestination, Destination, FunctionDestination } from '../../lambda/contract/destination';
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
export function deploymentArns(scope: Construct, { artifactBucket }: Pipeline, destination: Destination): Partial<Arns<DeploymentResource>> {
  const { kind, account } = destination;
  return {
    ...(kind === 'server' && { bundles: [artifactBucket.arnForObjects('*')], bundleBucket: [artifactBucket.bucketArn] }),
    ...(account === undefined
      ? computeArns(scope, destination)
      : { readRoles: [account.readRoleArn], redeployRoles: [account.redeployRoleArn] }),
  };
}

const keysOf = ({ artifactBucket: { encryptionKey } }: Pipeline): readonly string[] =>
  encryptionKey === undefined ? [] : [encryptionKey.keyArn];

/** ARNs of a destination itself, in the account and region of the scope. */
export function computeArns(scope: Construct, destination: Destination): Partial<Arns<DeploymentResource>> {
  switch (destination.kind) {
    case 'server':
      return groupArns(scope, destination);
    case 'function':
      return { ...groupArns(scope, destination), functions: functionArns(scope, destination) };
    case 'service':
      return {};
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

function codedeployArn(scope: Construct, resource: string, name: string): string {
  const { partition, region, account } = Stack.of(scope);
  return `arn:${partition}:codedeploy:${region}:${account}:${resource}:${name}`;
}
