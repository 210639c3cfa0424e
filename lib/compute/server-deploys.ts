import { Stack } from 'aws-cdk-lib';
import { ServerApplication, ServerDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import type { Artifact } from 'aws-cdk-lib/aws-codepipeline';
import { CodeDeployServerDeployAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** A deployment group of instances, by its names. */
export interface ServerGroupNames {
  readonly applicationName: string;
  readonly deploymentGroupName: string;
}

/** An action that deploys an artifact to a deployment group. */
export interface ServerDeployProps extends ServerGroupNames {
  readonly actionName: string;
  readonly input: Artifact;
  readonly runOrder: number;
}

/** CodePipeline's own action for CodeDeploy on instances. */
export function serverDeployAction(scope: Construct, props: ServerDeployProps): CodeDeployServerDeployAction {
  const { actionName, applicationName, deploymentGroupName, input, runOrder } = props;
  const application = ServerApplication.fromServerApplicationName(scope, `${actionName}Application`, applicationName);
  const deploymentGroup = ServerDeploymentGroup.fromServerDeploymentGroupAttributes(scope, `${actionName}Group`, {
    application,
    deploymentGroupName,
  });
  return new CodeDeployServerDeployAction({ actionName, deploymentGroup, input, runOrder });
}

/** What the pipeline's role needs for such actions. */
export function serverDeployStatements(scope: Construct, groups: readonly ServerGroupNames[]): PolicyStatement[] {
  const { partition, region, account } = Stack.of(scope);
  const arn = (resource: string, name: string): string => `arn:${partition}:codedeploy:${region}:${account}:${resource}:${name}`;
  return [
    new PolicyStatement({
      actions: ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment'],
      resources: groups.map(({ applicationName, deploymentGroupName }) => arn('deploymentgroup', `${applicationName}/${deploymentGroupName}`)),
    }),
    new PolicyStatement({
      actions: ['codedeploy:GetApplication', 'codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'],
      resources: [...new Set(groups.map(({ applicationName }) => arn('application', applicationName)))],
    }),
    new PolicyStatement({
      actions: ['codedeploy:GetDeploymentConfig'],
      resources: [arn('deploymentconfig', 'CodeDeployDefault.OneAtATime')],
    }),
  ];
}
