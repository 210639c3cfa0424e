/**
 * What each function of the gate may do, and on what. The stacks turn it into one role per function;
 * nothing else is granted beside writing its own logs.
 */
import { passTaskRoles, takeOn } from './shared-permissions';
import type { gateFunctions } from './workflow';

/** What a permission reaches; the stacks know the ARN behind each name. */
export type GateResource =
  /** The validations table. */
  | 'table'
  /** The indexes of the validations table (`<table>/index/*`). */
  | 'tableIndexes'
  /** Objects of the evidence bucket. */
  | 'evidence'
  /** The evidence bucket itself; without ListBucket S3 answers 403 instead of 404 for an object that is gone. */
  | 'evidenceBucket'
  /** Objects of the artifact bucket: the monspec of a job. */
  | 'artifacts'
  /** The same objects, where they are the revisions that CodeDeploy can bring to instances again. */
  | 'bundles'
  /** The artifact bucket itself; without ListBucket S3 answers 403 instead of 404 for a bundle that is gone. */
  | 'bundleBucket'
  /** The keys of the artifact buckets, where they have keys of their own. */
  | 'artifactKeys'
  /** Roles of environments in other accounts: those that look. */
  | 'readRoles'
  /** Roles of environments in other accounts: those that redeploy. */
  | 'redeployRoles'
  /** The gated pipelines. */
  | 'pipelines'
  /** Actions of the gated pipelines (`<pipeline>/<stage>/<action>`). */
  | 'pipelineActions'
  /** The deployment groups of the described environments. */
  | 'deploymentGroups'
  /** The CodeDeploy applications of the described environments. */
  | 'deploymentApplications'
  /** The deployment configurations of the account, for deployments of CodeDeploy. */
  | 'deploymentConfigs'
  /** The Lambda functions of the described environments, and their versions. */
  | 'functions'
  /** The ECS services of the described environments, their deployments and revisions. */
  | 'services'
  /** Task definitions; AWS describes them only under a permission on everything. */
  | 'taskDefinitions'
  /** The roles of the tasks of these services. */
  | 'taskRoles'
  /** The gate's state machine. */
  | 'stateMachine'
  /** The topic that people read. */
  | 'topic'
  /** The key of that topic, where it is the stack's own. */
  | 'topicKey'
  /** The default event bus. */
  | 'eventBus'
  /** The SSM parameters `<ENVIRONMENTS_PREFIX>/*`. */
  | 'environmentParameters'
  /** The SSM parameter of the kill switch. */
  | 'switchParameter'
  /** The SSM parameter of the policy that monspecs may only tighten. */
  | 'policyParameter'
  /** The secret that signs report links. */
  | 'reportSecret'
  /** Service level objectives of Application Signals (`slo/*`). */
  | 'slos'
  /** `*`: AWS knows no resource for these actions. */
  | 'any';

/** What depends on the kind of compute that a stage deploys to. */
export type DeploymentResource = Extract<
  GateResource,
  | 'readRoles'
  | 'redeployRoles'
  | 'bundles'
  | 'bundleBucket'
  | 'deploymentGroups'
  | 'deploymentApplications'
  | 'deploymentConfigs'
  | 'functions'
  | 'services'
  | 'taskDefinitions'
  | 'taskRoles'
>;

export interface GatePermission {
  readonly actions: readonly string[];
  readonly resource: GateResource;
  /** For `iam:PassRole`: the one service that roles may be passed to. */
  readonly passedTo?: string;
  /** Why it is needed; for a wildcard also why it cannot be narrower. */
  readonly reason: string;
}

const tell: readonly GatePermission[] = [
  { actions: ['sns:Publish'], resource: 'topic', reason: 'Tells people what was decided.' },
  { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resource: 'topicKey', reason: 'The topic is encrypted.' },
  { actions: ['events:PutEvents'], resource: 'eventBus', reason: 'Sends the gate’s own events.' },
  { actions: ['secretsmanager:GetSecretValue'], resource: 'reportSecret', reason: 'Signs the link to the report.' },
];

const readDeployments: GatePermission = {
  actions: ['codedeploy:GetDeploymentGroup', 'codedeploy:GetDeployment', 'codedeploy:ListDeployments'],
  resource: 'deploymentGroups',
  reason: 'Finds which deployment is in an environment, and which were there before.',
};

const readServices: GatePermission = {
  actions: ['ecs:ListServiceDeployments', 'ecs:DescribeServiceDeployments', 'ecs:DescribeServiceRevisions'],
  resource: 'services',
  reason: 'Finds which deployment is in an environment, and which were there before.',
};

const redeployServices: readonly GatePermission[] = [
  { actions: ['ecs:DescribeTaskDefinition'], resource: 'taskDefinitions', reason: 'Makes sure that the revision is still there.' },
  { actions: ['ecs:UpdateService'], resource: 'services', reason: 'Redeploys it.' },
  passTaskRoles,
];

const redeployFunctions: readonly GatePermission[] = [
  { actions: ['lambda:GetFunctionConfiguration'], resource: 'functions', reason: 'Makes sure that the version is still there.' },
  { actions: ['lambda:GetAlias'], resource: 'functions', reason: 'A deployment names the version that it replaces.' },
];

const decryptArtifacts: GatePermission = {
  actions: ['kms:Decrypt'],
  resource: 'artifactKeys',
  reason: 'Artifacts that other accounts read are encrypted with a key of their own.',
};

const readEnvironments: GatePermission = {
  actions: ['ssm:GetParameter'],
  resource: 'environmentParameters',
  reason: 'Reads where the environments of a pipeline are.',
};

const readSwitch: GatePermission = {
  actions: ['ssm:GetParameter'],
  resource: 'switchParameter',
  reason: 'Reads the kill switch just before an act.',
};

const readApprovals: GatePermission = {
  actions: ['codepipeline:GetPipelineState'],
  resource: 'pipelines',
  reason: 'Reads the state of the approval and its token.',
};

export const gatePermissions: Readonly<Record<keyof typeof gateFunctions, readonly GatePermission[]>> = {
  register: [
    {
      actions: ['codepipeline:GetJobDetails', 'codepipeline:PutJobSuccessResult', 'codepipeline:PutJobFailureResult'],
      resource: 'any',
      reason: 'Reads and answers its job; jobs have no ARN.',
    },
    { actions: ['codepipeline:GetPipelineExecution'], resource: 'pipelines', reason: 'Reads what is released.' },
    { actions: ['s3:GetObject'], resource: 'artifacts', reason: 'Reads the monspec.' },
    decryptArtifacts,
    takeOn('readRoles'),
    { actions: ['s3:PutObject'], resource: 'evidence', reason: 'Keeps the monspec that was registered.' },
    { actions: ['dynamodb:PutItem', 'dynamodb:GetItem'], resource: 'table', reason: 'Writes the validation, once.' },
    { actions: ['ssm:GetParameter'], resource: 'policyParameter', reason: 'Reads the policy that the monspec must keep.' },
    { actions: ['states:StartExecution'], resource: 'stateMachine', reason: 'Starts the looks.' },
    readEnvironments,
    readDeployments,
    readServices,
  ],
  look: [
    { actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resource: 'table', reason: 'Records the look.' },
    { actions: ['dynamodb:Query'], resource: 'tableIndexes', reason: 'Finds earlier validations to compare with.' },
    {
      actions: ['s3:GetObject', 's3:PutObject'],
      resource: 'evidence',
      reason: 'Reads the monspec, earlier evidence and metrics that can no longer change; keeps the evidence and such metrics.',
    },
    { actions: ['s3:ListBucket'], resource: 'evidenceBucket', reason: 'Tells evidence or metrics that are not there from denied ones.' },
    takeOn('readRoles'),
    { actions: ['cloudwatch:GetMetricData'], resource: 'any', reason: 'Reads metrics; metrics have no ARN.' },
    {
      actions: ['cloudwatch:DescribeAlarms'],
      resource: 'any',
      reason: 'Reads the alarms that a monspec names; AWS describes composite alarms only under a permission on everything.',
    },
    {
      actions: ['application-signals:BatchGetServiceLevelObjectiveBudgetReport'],
      resource: 'slos',
      reason: 'Reads the error budgets that a monspec names.',
    },
    { actions: ['tag:GetResources'], resource: 'any', reason: 'Finds load balancers by the tags of a monspec; it has no ARN to grant.' },
    readEnvironments,
    readDeployments,
    {
      actions: ['codedeploy:BatchGetDeployments'],
      resource: 'deploymentGroups',
      reason: 'Finds the earlier days on which something was deployed, where a monspec compares with days.',
    },
    readServices,
  ],
  decide: [
    { actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resource: 'table', reason: 'Records the decision.' },
    { actions: ['dynamodb:Query'], resource: 'tableIndexes', reason: 'Retires what was approved before.' },
    readApprovals,
    { actions: ['codepipeline:PutApprovalResult'], resource: 'pipelineActions', reason: 'Answers the approval.' },
    readSwitch,
    ...tell,
  ],
  remediate: [
    { actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resource: 'table', reason: 'Records the rollback, once.' },
    { actions: ['dynamodb:Query'], resource: 'tableIndexes', reason: 'Finds the newest revision that passed.' },
    {
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resource: 'bundles',
      reason: 'Makes sure that the revision is still there.',
    },
    { actions: ['s3:ListBucket'], resource: 'bundleBucket', reason: 'Tells a revision that is gone from a denied one.' },
    decryptArtifacts,
    takeOn('redeployRoles'),
    { actions: ['codedeploy:CreateDeployment'], resource: 'deploymentGroups', reason: 'Redeploys it.' },
    {
      actions: ['codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'],
      resource: 'deploymentApplications',
      reason: 'CreateDeployment asks for them.',
    },
    { actions: ['codedeploy:GetDeploymentConfig'], resource: 'deploymentConfigs', reason: 'CreateDeployment asks for it.' },
    ...redeployFunctions,
    ...redeployServices,
    readDeployments,
    readServices,
    readEnvironments,
    readSwitch,
    ...tell,
  ],
  observe: [
    { actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resource: 'table', reason: 'Records a person’s answer.' },
    { actions: ['dynamodb:Query'], resource: 'tableIndexes', reason: 'Finds the validations of an execution.' },
    readApprovals,
    ...tell,
  ],
  watchdog: [{ actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resource: 'table', reason: 'Holds what nobody decided.' }, ...tell],
};
