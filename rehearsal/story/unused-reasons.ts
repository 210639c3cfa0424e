/**
 * Permissions that a rehearsal may leave unused, each with the reason why the templates have it. What is neither used
 * nor listed here has no business in the templates: the test of the rehearsal fails on it.
 */
import { deployPermissions } from '../../lambda/contract/deploy';
import { gatePermissions } from '../../lambda/contract/gate-permissions';
import { healingPermissions } from '../../lambda/contract/healing-permissions';
import { reasonsInAccounts } from './unused-in-accounts';

export interface ReasonForUnused {
  /** Beginning of the role's name: stack and logical id. Empty: any role. */
  readonly role: string;
  readonly actions: readonly string[];
  readonly reason: string;
}

const actionsOf = (permissions: readonly { readonly actions: readonly string[] }[]): readonly string[] =>
  permissions.flatMap(({ actions }) => actions);
const writesLog = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const gate = (name: string): string => `UnbreakableGate-GateFunctions${name}Role`;
const environments = ['UnbreakableStaging', 'UnbreakableProduction'];

const anyRole: readonly ReasonForUnused[] = [
  {
    role: '',
    actions: ['sqs:SendMessage'],
    reason:
      'Lambda puts an event that failed three times into the queue of undelivered events, under the role of the function. None failed.',
  },
];

const gateRoles: readonly ReasonForUnused[] = [
  {
    role: gate('Register'),
    actions: ['codepipeline:PutJobFailureResult'],
    reason: 'A monspec that cannot be used fails its action. All could be used.',
  },
  {
    role: gate('Register'),
    actions: ['codedeploy:ListDeployments'],
    reason: 'A deployment that is not the last of its group is looked for among the earlier ones.',
  },
  {
    role: gate('Look'),
    actions: actionsOf(gatePermissions.look),
    reason: 'Which of these a look needs depends on the signatures of the monspec and on whether deployments followed each other.',
  },
  {
    role: gate('Decide'),
    actions: actionsOf(gatePermissions.decide),
    reason: 'A verdict that proves nothing answers no approval, and only a rejection asks for an earlier validation.',
  },
  {
    role: gate('Remediate'),
    actions: [...actionsOf(gatePermissions.remediate), ...writesLog],
    reason: 'Production is rolled back when a build is rejected there. None was, or none was rolled back.',
  },
  {
    role: gate('Observe'),
    actions: [...actionsOf(gatePermissions.observe), ...writesLog],
    reason: 'A person answered no approval, and no execution ended without the gate.',
  },
  { role: gate('Watchdog'), actions: [...actionsOf(gatePermissions.watchdog), ...writesLog], reason: 'No workflow failed.' },
  {
    role: gate('Report'),
    actions: ['dynamodb:GetItem', 'dynamodb:Query', 's3:GetObject', 'secretsmanager:GetSecretValue', ...writesLog],
    reason: 'Nobody opened a report.',
  },
];

const services: readonly ReasonForUnused[] = [
  {
    role: gate('Register'),
    actions: ['ecs:DescribeServiceDeployments'],
    reason: 'A service deployment that was undone, or may be the first of its service, is looked at closely.',
  },
  {
    role: 'UnbreakablePipeline-Role',
    actions: ['ecs:DescribeTasks', 'ecs:ListTasks', 'ecs:TagResource'],
    reason: 'The CodePipeline User Guide asks for them for its ECS action; the stand-in asks for fewer.',
  },
];

/** When the stacks are made there is no service yet, nor its cluster. */
const runningImages: readonly ReasonForUnused[] = environments.map((stack) => ({
  role: `${stack}-ServiceRunningFinderRole`,
  actions: ['ecs:DescribeServices', 'ecs:DescribeTaskDefinition'],
  reason: 'A change of the stack keeps the image that runs; the rehearsal changes no stack.',
}));

const healingActions = Object.values(healingPermissions).flatMap(actionsOf);
const queueReader = ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueUrl', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const healingRoles: readonly ReasonForUnused[] = [
  {
    role: 'UnbreakableHealing-',
    actions: [...healingActions, ...queueReader, 'lambda:InvokeFunction', ...writesLog],
    reason: 'Production had no problem that self-healing could have answered in this way.',
  },
];

const machineLogs = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];
const workflowRoles: readonly ReasonForUnused[] = ['UnbreakableGate-GateWorkflowRole', 'UnbreakableHealing-'].map((role) => ({
  role,
  actions: machineLogs,
  reason: 'Step Functions sets up its log delivery with them when the state machine is created; the rehearsal sets up none.',
}));

const pipelineRole: readonly ReasonForUnused[] = [
  {
    role: 'UnbreakablePipeline-Role',
    actions: [
      's3:GetBucketLocation',
      's3:GetObject',
      's3:GetObjectVersion',
      'codedeploy:GetApplication',
      'codedeploy:GetApplicationRevision',
      'codedeploy:GetDeploymentConfig',
    ],
    reason: 'The CodePipeline User Guide asks for them for its S3 and CodeDeploy actions; the stand-ins ask for fewer.',
  },
];

const instanceRoles: readonly ReasonForUnused[] = environments.flatMap((stack) =>
  ['ServiceFleetRole', 'LoadFleetRole'].flatMap((role) => [
    {
      role: `${stack}-${role}`,
      actions: ['s3:GetObject'],
      reason: 'User data downloads the CodeDeploy agent; no machine is set up on a laptop.',
    },
    {
      role: `${stack}-${role}`,
      actions: ['s3:GetObjectVersion'],
      reason: 'The CodeDeploy agent asks for the version of a revision where its bucket has versions.',
    },
    {
      role: `${stack}-${role}`,
      actions: ['logs:DescribeLogStreams', 'ec2:DescribeTags'],
      reason: 'The CloudWatch agent looks for its stream, and for the Auto Scaling group of its instance; the rehearsal’s knows both.',
    },
    {
      role: `${stack}-${role}`,
      actions: ['cloudwatch:PutMetricData'],
      reason: 'The CloudWatch agent reports memory and disks every five minutes; the rehearsal’s sends logs only.',
    },
    { role: `${stack}-${role}`, actions: writesLog, reason: 'Nothing ran there that wrote a log.' },
    {
      role: `${stack}-${role}`,
      actions: ['secretsmanager:GetSecretValue'],
      reason: 'User data installs OneAgent with this token; no machine is set up on a laptop.',
    },
  ]),
);

const functionRoles: readonly ReasonForUnused[] = environments.flatMap((stack) => [
  {
    role: `${stack}-ServiceDeployHandlerRole`,
    actions: ['codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision', 'codedeploy:GetDeploymentConfig'],
    reason: 'The CodeDeploy User Guide asks for them where deployments are created; the stand-in asks for fewer.',
  },
  {
    role: `${stack}-ServiceDeployHandlerRole`,
    actions: ['codepipeline:PutJobFailureResult', ...actionsOf(deployPermissions)],
    reason: 'No deployment failed, or none was made.',
  },
  { role: `${stack}-ServiceDeployHandlerRole`, actions: writesLog, reason: 'Nothing was deployed there.' },
  { role: `${stack}-ServiceFunctionRole`, actions: writesLog, reason: 'The application answered no request there.' },
]);

const helperRoles: readonly ReasonForUnused[] = environments.map((stack) => ({
  role: `${stack}-CustomVpcRestrictDefaultSG`,
  actions: [
    'ec2:AuthorizeSecurityGroupIngress',
    'ec2:AuthorizeSecurityGroupEgress',
    'ec2:RevokeSecurityGroupIngress',
    'ec2:RevokeSecurityGroupEgress',
  ],
  reason: 'CDK’s helper closes the default security group when the VPC is created; a laptop has none.',
}));

const operationsRoles: readonly ReasonForUnused[] = [
  {
    role: 'UnbreakableOperations-DisksKeeperRole',
    actions: ['cloudwatch:PutMetricAlarm', 'cloudwatch:DeleteAlarms'],
    reason: 'No disk was measured: the rehearsal’s CloudWatch agent sends logs only.',
  },
  { role: 'UnbreakableOperations-', actions: writesLog, reason: 'The function had nothing to say, or was not called.' },
];

const loggingRoles: readonly ReasonForUnused[] = [
  {
    role: 'UnbreakableLogging-DeliveryRole',
    actions: [
      's3:GetBucketLocation',
      's3:ListBucket',
      's3:ListBucketMultipartUploads',
      's3:GetObject',
      's3:AbortMultipartUpload',
      'es:DescribeDomains',
      'es:DescribeDomainConfig',
      'es:ESHttpGet',
      'es:ESHttpPut',
    ],
    reason: 'The Firehose Developer Guide asks for them; the stand-in writes objects whole and asks the domain for its address only.',
  },
  { role: 'UnbreakableLogging-DeliveryRole', actions: ['logs:PutLogEvents'], reason: 'OpenSearch refused no document.' },
  { role: 'UnbreakableLogging-ForwardingForwarderRole', actions: ['s3:PutObject'], reason: 'Firehose took every document.' },
  {
    role: 'UnbreakableLogging-IndexPreparerRole',
    actions: ['es:ESHttpDelete', 'es:ESHttpPost'],
    reason: 'The stack was created; it was neither changed nor removed.',
  },
  { role: 'UnbreakableLogging-', actions: writesLog, reason: 'The function had nothing to say, or was not called.' },
];

export const reasonsForUnused: readonly ReasonForUnused[] = [
  ...anyRole,
  ...gateRoles,
  ...healingRoles,
  ...workflowRoles,
  ...pipelineRole,
  ...services,
  ...runningImages,
  ...instanceRoles,
  ...functionRoles,
  ...helperRoles,
  ...operationsRoles,
  ...loggingRoles,
  ...reasonsInAccounts,
];
