/** The functions that deploy where CodePipeline has no action of its own: what stacks and handlers share. */

/** Functions by their names; `lambda/deploy/<name>.lambda.ts` holds the handler. */
export const deployFunctions = { 'deploy-function': 'deploy-function' } as const;

/** Environment variables of deploy-function. */
export const deployVariables = {
  /** JSON of the FunctionDestination that it deploys to, and of no other. */
  destination: 'DESTINATION',
} as const;

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
  /** `*`: AWS knows no resource for these actions. */
  | 'any';

export interface DeployPermission {
  readonly actions: readonly string[];
  readonly resource: DeployResource;
  /** Why it is needed. */
  readonly reason: string;
}

/** What deploy-function may do. */
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
  { actions: ['lambda:GetAlias'], resource: 'function', reason: 'A deployment names the version that it replaces.' },
  { actions: ['s3:GetObject'], resource: 'artifacts', reason: 'Lambda reads the build with the permissions of its caller.' },
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
    resource: 'any',
    reason: 'Leaves out those that ring before it begins; AWS describes composite alarms only under a permission on everything.',
  },
  {
    actions: ['codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'],
    resource: 'application',
    reason: 'CreateDeployment asks for them.',
  },
  { actions: ['codedeploy:GetDeploymentConfig'], resource: 'deploymentConfigs', reason: 'CreateDeployment asks for it.' },
];
