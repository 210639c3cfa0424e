import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { applicationNames, groupNames, sourceKeys, type EnvironmentName } from '../foundation/names';
import { acknowledgeWildcard } from '../nag/acknowledge';

/** What the pipeline works with. */
export interface PipelineRoleProps {
  readonly source: IBucket;
  readonly artifacts: IBucket;
  readonly environments: readonly EnvironmentName[];
  /** ARN of the function behind the RegisterValidation actions. */
  readonly registerFunctionArn: string;
}

/** The one role of the pipeline and its actions: what its stages use, written out instead of CDK's wider grants. */
export function pipelineRole(scope: Construct, id: string, props: PipelineRoleProps): Role {
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal('codepipeline.amazonaws.com'),
    inlinePolicies: { Work: new PolicyDocument({ statements: [...storage(props), ...deployments(scope, props), register(props)] }) },
  });
  acknowledgeWildcard(role, props.artifacts.arnForObjects('*'), 'CodePipeline gives artifacts random keys.');
  return role;
}

const storage = ({ source, artifacts }: PipelineRoleProps): PolicyStatement[] => [
  new PolicyStatement({
    actions: ['s3:GetBucketVersioning', 's3:GetBucketLocation', 's3:ListBucket'],
    resources: [source.bucketArn, artifacts.bucketArn],
  }),
  new PolicyStatement({
    actions: ['s3:GetObject', 's3:GetObjectVersion'],
    resources: Object.values(sourceKeys).map((key) => source.arnForObjects(key)),
  }),
  new PolicyStatement({ actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], resources: [artifacts.arnForObjects('*')] }),
];

function deployments(scope: Construct, { environments }: PipelineRoleProps): PolicyStatement[] {
  const { partition, region, account } = Stack.of(scope);
  const arn = (resource: string, name: string): string => `arn:${partition}:codedeploy:${region}:${account}:${resource}:${name}`;
  const groups = environments.flatMap((environment) => {
    const { sample, loadTest } = groupNames(environment);
    return [
      arn('deploymentgroup', `${applicationNames.sample}/${sample}`),
      arn('deploymentgroup', `${applicationNames.loadTest}/${loadTest}`),
    ];
  });
  return [
    new PolicyStatement({ actions: ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment'], resources: groups }),
    new PolicyStatement({
      actions: ['codedeploy:GetApplication', 'codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'],
      resources: Object.values(applicationNames).map((name) => arn('application', name)),
    }),
    new PolicyStatement({
      actions: ['codedeploy:GetDeploymentConfig'],
      resources: [arn('deploymentconfig', 'CodeDeployDefault.OneAtATime')],
    }),
  ];
}

const register = ({ registerFunctionArn }: PipelineRoleProps): PolicyStatement =>
  new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [registerFunctionArn] });
