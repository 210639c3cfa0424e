/** Permissions that a rehearsal may leave unused where environments have accounts of their own, each with its reason. */
import { deployPermissions } from '../../lambda/contract/deploy';
import { gatePermissions } from '../../lambda/contract/gate-permissions';
import { healingPermissions } from '../../lambda/contract/healing-permissions';
import type { ReasonForUnused } from './unused-reasons';

const actionsOf = (...groups: readonly (readonly { readonly actions: readonly string[] }[])[]): readonly string[] =>
  groups.flat().flatMap(({ actions }) => actions);

/** What is in the environment's account, as far as the functions of the tools account look at it. */
const there = /^(codedeploy|ecs|lambda|iam|cloudwatch|tag|application-signals):/;

const looks = actionsOf(...Object.values(gatePermissions), ...Object.values(healingPermissions)).filter((action) => there.test(action));
const deploys = actionsOf(gatePermissions.remediate, healingPermissions.act).filter((action) => there.test(action));

/** Roles with fixed names: by them the tools account comes into an environment's account (lib/accounts/roles.ts). */
const rolesOf = (environment: string): readonly ReasonForUnused[] => [
  {
    role: `Unbreakable${environment}Deploy`,
    actions: [
      'codedeploy:GetApplication',
      'codedeploy:GetApplicationRevision',
      'codedeploy:GetDeploymentConfig',
      's3:GetObject',
      's3:GetObjectVersion',
      's3:GetBucketLocation',
      's3:ListBucket',
      'kms:Decrypt',
      'ecs:DescribeTasks',
      'ecs:ListTasks',
      'ecs:TagResource',
    ],
    reason: 'The CodePipeline User Guide asks for them for its actions in other accounts; the stand-ins ask for fewer.',
  },
  {
    role: `Unbreakable${environment}Read`,
    actions: [...new Set(looks)],
    reason: 'Which of these the gate and healing need depends on the signatures of the monspec and on what went wrong there.',
  },
  ...['Release', 'DeployFunction'].map((role) => ({
    role: `Unbreakable${environment}${role}`,
    actions: actionsOf(deployPermissions),
    reason: 'No deployment failed, or none was made.',
  })),
  { role: `Unbreakable${environment}Access-EventsRole`, actions: ['events:PutEvents'], reason: 'Nothing happened there that the tools account must hear of.' },
  {
    role: `Unbreakable${environment}Operations-DisksKeeperRole`,
    actions: ['cloudwatch:PutMetricAlarm', 'cloudwatch:DeleteAlarms'],
    reason: 'No disk was measured: the rehearsal’s CloudWatch agent sends logs only.',
  },
  ...['Operations', 'Logging'].map((stack) => ({
    role: `Unbreakable${environment}${stack}-`,
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    reason: 'The function had nothing to say, or was not called.',
  })),
  { role: `Unbreakable${environment}ForwardLogs`, actions: ['s3:PutObject'], reason: 'Firehose took every document.' },
  ...[
    { role: `Unbreakable${environment}ForwardLogs`, actions: ['firehose:PutRecordBatch'] },
    { role: `Unbreakable${environment}Logging-ForwardingForwarderRol`, actions: ['sts:AssumeRole'] },
  ].map((unused) => ({ ...unused, reason: 'The application sent its log itself, and no function of its account had anything to say.' })),
];

export const reasonsInAccounts: readonly ReasonForUnused[] = [
  ...['Staging', 'Production'].flatMap(rolesOf),
  {
    role: 'UnbreakableProductionRedeploy',
    actions: [...new Set(deploys)],
    reason: 'Nothing was redeployed there, or nothing had to be looked up or stopped.',
  },
];
