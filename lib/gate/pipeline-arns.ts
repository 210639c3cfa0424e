import { Stack } from 'aws-cdk-lib';
import type { Pipeline } from 'aws-cdk-lib/aws-codepipeline';
import type { Construct } from 'constructs';
import type { PipelineEnvironment } from '../../lambda/contract/pipeline-environments';

/** ARNs of what belongs to a pipeline, whichever of its stages is meant. */
export const pipelineArns = (scope: Construct, pipeline: Pipeline, environmentParameterArn: string) => ({
  artifacts: [pipeline.artifactBucket.arnForObjects('*')],
  artifactBucket: [pipeline.artifactBucket.bucketArn],
  pipelines: [pipeline.pipelineArn],
  deploymentConfigs: [codedeployArn(scope, 'deploymentconfig', '*')],
  environmentParameters: [environmentParameterArn],
});

/** ARNs of what a stage deploys with. */
export const deploymentArns = (scope: Construct, { applicationName, deploymentGroupName }: PipelineEnvironment['deployment']) => ({
  deploymentGroups: [codedeployArn(scope, 'deploymentgroup', `${applicationName}/${deploymentGroupName}`)],
  deploymentApplications: [codedeployArn(scope, 'application', applicationName)],
});

function codedeployArn(scope: Construct, resource: string, name: string): string {
  const { partition, region, account } = Stack.of(scope);
  return `arn:${partition}:codedeploy:${region}:${account}:${resource}:${name}`;
}
