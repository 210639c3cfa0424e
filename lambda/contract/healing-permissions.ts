/**
 * What each function of healing may do, and on what. The stacks turn it into one role per function; nothing else is
 * granted beside writing its own logs (and, for intake, reading its queue).
 */
import { passTaskRoles, takeOn } from './shared-permissions';
import type { healingFunctions } from './healing-workflow';

/** What a permission reaches; the stacks know the ARN behind each name. Same names as in gate-permissions.ts mean the same. */
export type HealingResource =
  | 'table'
  | 'tableIndexes'
  | 'evidence'
  /** The evidence bucket itself; without ListBucket S3 answers 403 instead of 404 for a monspec that is gone. */
  | 'evidenceBucket'
  | 'bundles'
  | 'bundleBucket'
  | 'artifactKeys'
  | 'readRoles'
  | 'redeployRoles'
  /** The pipelines that are healed. */
  | 'pipelines'
  /** Their stages (`<pipeline>/<stage>`). */
  | 'pipelineStages'
  | 'deploymentGroups'
  | 'deploymentApplications'
  | 'deploymentConfigs'
  | 'functions'
  | 'services'
  | 'taskDefinitions'
  | 'taskRoles'
  | 'topic'
  | 'topicKey'
  /** The topic that wakes people up, and its key where it has one of its own. */
  | 'criticalTopic'
  /** The topic that a chat channel shows; none where there is none. */
  | 'chatTopic'
  | 'eventBus'
  | 'environmentParameters'
  | 'switchParameter'
  | 'reportSecret'
  /** Healing's state machine. */
  | 'stateMachine'
  /** The SSM parameters `<HEALING_PREFIX>` and below. */
  | 'settingsParameters'
  /** The queue of problems. */
  | 'queue'
  /** The key of that queue, where it has one. */
  | 'queueKey'
  /** The secret of the webhooks. */
  | 'webhookSecret'
  /** The secret with the access to Dynatrace; none where it is not used. */
  | 'dynatraceSecret'
  /** The SSM Automation documents that runbooks name; none where there are none. */
  | 'automationDocuments'
  /** The secrets that sign runbooks' POSTs; none where there are none. */
  | 'runbookSecrets'
  /** `*`: AWS knows no resource for these actions. */
  | 'any';

export interface HealingPermission {
  readonly actions: readonly string[];
  readonly resource: HealingResource;
  /** For `iam:PassRole`: the one service that roles may be passed to. */
  readonly passedTo?: string;
  /** Why it is needed; for a wildcard also why it cannot be narrower. */
  readonly reason: string;
}

const records: HealingPermission = {
  actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
  resource: 'table',
  reason: 'Keeps problems, and the one remediation that a deployment may have.',
};

const tell: readonly HealingPermission[] = [
  { actions: ['sns:Publish'], resource: 'topic', reason: 'Tells people what is done.' },
  { actions: ['sns:Publish'], resource: 'criticalTopic', reason: 'Calls people where production has not recovered.' },
  { actions: ['sns:Publish'], resource: 'chatTopic', reason: 'Tells people in the chat.' },
  { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resource: 'topicKey', reason: 'The topics are encrypted.' },
  { actions: ['events:PutEvents'], resource: 'eventBus', reason: 'Sends healing’s own events.' },
  { actions: ['secretsmanager:GetSecretValue'], resource: 'reportSecret', reason: 'Signs the link to the page of the problem.' },
  { actions: ['secretsmanager:GetSecretValue'], resource: 'dynatraceSecret', reason: 'Comments on the problem in Dynatrace.' },
];

const readDeployments: HealingPermission = {
  actions: ['codedeploy:GetDeploymentGroup', 'codedeploy:GetDeployment', 'codedeploy:ListDeployments'],
  resource: 'deploymentGroups',
  reason: 'Finds which deployment is in an environment.',
};

const readServices: HealingPermission = {
  actions: ['ecs:ListServiceDeployments', 'ecs:DescribeServiceDeployments', 'ecs:DescribeServiceRevisions'],
  resource: 'services',
  reason: 'Finds which deployment is in an environment.',
};

const redeployServices: readonly HealingPermission[] = [
  { actions: ['ecs:UpdateService', 'ecs:StopServiceDeployment'], resource: 'services', reason: 'Undoes the bad deployment.' },
  passTaskRoles,
];

const readVersions: HealingPermission = {
  actions: ['lambda:GetFunctionConfiguration'],
  resource: 'functions',
  reason: 'Makes sure that the version is still there.',
};

const readSettings: readonly HealingPermission[] = [
  { actions: ['ssm:GetParametersByPath'], resource: 'settingsParameters', reason: 'Reads modes and limits.' },
  { actions: ['ssm:GetParameter'], resource: 'environmentParameters', reason: 'Reads where the environments of a pipeline are.' },
];

const readSwitch: HealingPermission = {
  actions: ['ssm:GetParameter'],
  resource: 'switchParameter',
  reason: 'Reads the kill switch just before an act.',
};

const measure: readonly HealingPermission[] = [
  { actions: ['dynamodb:Query'], resource: 'tableIndexes', reason: 'Finds the validations of a pipeline.' },
  { actions: ['s3:GetObject'], resource: 'evidence', reason: 'Reads the monspec that says what good is.' },
  { actions: ['s3:ListBucket'], resource: 'evidenceBucket', reason: 'Tells a monspec that is gone from a denied one.' },
  { actions: ['cloudwatch:GetMetricData'], resource: 'any', reason: 'Reads metrics; metrics have no ARN.' },
  takeOn('readRoles'),
];

const readPromotions: HealingPermission = {
  actions: ['codepipeline:GetPipelineState'],
  resource: 'pipelines',
  reason: 'Reads whether promotions are locked.',
};

export const healingPermissions: Readonly<Record<keyof typeof healingFunctions, readonly HealingPermission[]>> = {
  webhook: [
    { actions: ['secretsmanager:GetSecretValue'], resource: 'webhookSecret', reason: 'Verifies who calls.' },
    { actions: ['sqs:SendMessage'], resource: 'queue', reason: 'Hands over what was verified.' },
    { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resource: 'queueKey', reason: 'The queue is encrypted.' },
  ],
  intake: [records, { actions: ['states:StartExecution'], resource: 'stateMachine', reason: 'Answers the problem.' }],
  plan: [
    records,
    ...measure,
    readDeployments,
    readServices,
    ...readSettings,
    readSwitch,
    readPromotions,
    {
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resource: 'bundles',
      reason: 'Makes sure that the revision is still there, and may be gone back to.',
    },
    { actions: ['s3:ListBucket'], resource: 'bundleBucket', reason: 'Tells a revision that is gone from a denied one.' },
    {
      actions: ['kms:Decrypt'],
      resource: 'artifactKeys',
      reason: 'Artifacts that other accounts read are encrypted with a key of their own.',
    },
    readVersions,
    { actions: ['ecs:DescribeTaskDefinition'], resource: 'taskDefinitions', reason: 'Makes sure that the revision is still there.' },
  ],
  act: [
    records,
    takeOn('redeployRoles'),
    readDeployments,
    readServices,
    ...readSettings,
    readSwitch,
    {
      actions: ['codedeploy:CreateDeployment', 'codedeploy:StopDeployment'],
      resource: 'deploymentGroups',
      reason: 'Undoes the bad deployment.',
    },
    {
      actions: ['codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'],
      resource: 'deploymentApplications',
      reason: 'CreateDeployment asks for them.',
    },
    { actions: ['codedeploy:GetDeploymentConfig'], resource: 'deploymentConfigs', reason: 'CreateDeployment asks for it.' },
    { actions: ['lambda:GetAlias'], resource: 'functions', reason: 'A deployment names the version that it replaces.' },
    ...redeployServices,
    readPromotions,
    { actions: ['codepipeline:DisableStageTransition'], resource: 'pipelineStages', reason: 'Locks promotions after a rollback.' },
    { actions: ['ssm:StartAutomationExecution'], resource: 'automationDocuments', reason: 'Runs the runbook of the problem.' },
    { actions: ['secretsmanager:GetSecretValue'], resource: 'runbookSecrets', reason: 'Signs the runbook’s POST.' },
    ...tell,
  ],
  await: [records, readDeployments, readServices, takeOn('readRoles'), ...readSettings],
  verify: [records, ...measure, readDeployments, readServices, ...readSettings],
  conclude: [records, ...readSettings, ...tell],
};
