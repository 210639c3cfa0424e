/** The functions that deploy where CodePipeline has no action of its own: what stacks and handlers share. */

/** Functions by their names; `lambda/deploy/<name>.lambda.ts` holds the handler. */
export const deployFunctions = { 'deploy-function': 'deploy-function' } as const;

/** Environment variables of deploy-function. */
export const deployVariables = {
  /** JSON of the FunctionDestination that it deploys to, and of no other. */
  destination: 'DESTINATION',
  /** JSON of the DeployAccess to that destination; absent where it is in the function's own account. */
  access: 'ACCESS',
} as const;

/** How deploy-function reaches a destination in another account. */
export interface DeployAccess {
  /** Role of that account that may release builds, and nothing else. */
  readonly roleArn: string;
  /** Region of the destination. */
  readonly region: string;
  /** What the role's trust policy asks for beside the right caller. */
  readonly externalId: string;
}

/** What a permission reaches; the stacks know the ARN behind each name. */
export type DeployResource =
  /** The function that is deployed to. */
  | 'function'
  /** Its CodeDeploy deployment group. */
  | 'deploymentGroup'
  /** The CodeDeploy application. */
  | 'application'
  /** CodeDeploy's deployment configurations. */
  | 'deploymentConfigs'
  /** Objects of the artifact bucket. */
  | 'artifacts'
  /** The key of that bucket, where it has one of its own. */
  | 'artifactsKey'
  /** `*`: the alarms of the deployment group. */
  | 'alarms'
  /** The role that releases builds, where the function is in another account. */
  | 'releaseRole'
  /** `*`: AWS knows no resource for these actions. */
  | 'any';

export interface DeployPermission {
  readonly actions: readonly string[];
  readonly resource: DeployResource;
  /** Why it is needed. */
  readonly reason: string;
}

/** What deploy-function may do; on what it deploys to it may do so under the role of that account, where this is another. */
export const deployPermissions: readonly DeployPermission[] = [
  {
    actions: ['codepipeline:PutJobSuccessResult', 'codepipeline:PutJobFailureResult'],
    resource: 'any',
    reason: 'Answers its job; jobs have no ARN.',
  },
  {
    actions: ['lambda:UpdateFunctionCode', 'lambda:PublishVersion'],
    resource: 'function',
    reason: 'Gives the function the build, as a new version.',
  },
  {
    actions: ['lambda:GetFunctionConfiguration', 'lambda:UpdateFunctionConfiguration'],
    resource: 'function',
    reason: 'Names the build in the variables of its version; without iam:PassRole it can give the function no other role.',
  },
  { actions: ['lambda:GetAlias'], resource: 'function', reason: 'A deployment names the version that it replaces.' },
  { actions: ['s3:GetObject'], resource: 'artifacts', reason: 'Lambda reads the build with the permissions of its caller, which looks into it for its name.' },
  { actions: ['kms:Decrypt'], resource: 'artifactsKey', reason: 'The build is encrypted.' },
  {
    actions: ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment', 'codedeploy:ListDeployments'],
    resource: 'deploymentGroup',
    reason: 'Shifts traffic to the new version, once, and follows it.',
  },
  {
    actions: ['codedeploy:GetDeploymentGroup'],
    resource: 'deploymentGroup',
    reason: 'Reads which alarms stop a deployment.',
  },
  {
    actions: ['cloudwatch:DescribeAlarms'],
    resource: 'alarms',
    reason: 'Leaves out those that ring before it begins.',
  },
  {
    actions: ['codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'],
    resource: 'application',
    reason: 'CreateDeployment asks for them.',
  },
  { actions: ['codedeploy:GetDeploymentConfig'], resource: 'deploymentConfigs', reason: 'CreateDeployment asks for it.' },
  { actions: ['sts:AssumeRole'], resource: 'releaseRole', reason: 'The environment is in an account of its own.' },
];
