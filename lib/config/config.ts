/** What a team can choose. Every option has a default; `parseConfig({})` is the default configuration. */
import * as v from 'valibot';
import { ConfigError } from './config-error';
import { healingSchema } from './sections/healing';
import { choice, option } from './option';
import { accountsSchema, isElsewhere } from './sections/accounts';
import { alarmsSchema, disksSchema } from './sections/alarms';
import { buildSchema } from './sections/build';
import { devOpsGuruSchema } from './sections/dev-ops-guru';
import { environmentSchema } from './sections/environment';
import { gateSchema } from './sections/gate';
import { loggingSchema } from './sections/logging';
import { connectionSchema } from './sections/release-source';
import { retentionSchema } from './sections/retention';
import { dynatraceSchema, prometheusSchema } from './sections/sources';
import { hasMandatoryTags, tagEntries } from './sections/tags';
import { criticalSchema, dashboardsSchema, slackSchema } from './sections/telling';
import { emailAddress, pipelineName, whole } from './units';

const removal = v.picklist(['destroy', 'retain'], 'must be destroy or retain');

/** The shape of a configuration; docs/configuration.md is made from it. */
export const optionsSchema = v.strictObject({
  pipelineName: option(pipelineName, 'unbreakable-pipeline', 'Name of the pipeline.'),
  accounts: choice(
    accountsSchema,
    'Accounts and regions of the pipeline and of both environments (docs/accounts.md). Default: everything goes where the credentials point.',
  ),
  connection: choice(
    connectionSchema,
    'A repository that is released from, through CodeConnections; asks for `build`. Default: releases are uploaded to the source bucket.',
  ),
  build: choice(buildSchema, 'A build step between the sources and staging (CodeBuild). Default: releases come ready.'),
  notificationEmails: option(
    v.array(emailAddress, 'must be a list of email addresses'),
    [],
    'Addresses that get the gate’s decisions and the alarms; each must confirm its subscription.',
  ),
  critical: criticalSchema,
  slack: choice(slackSchema, 'A channel of Slack that is told, too. Default: none.'),
  compute: option(
    v.picklist(['ec2', 'ecs', 'lambda'], 'must be ec2, ecs or lambda'),
    'ec2',
    'What the application runs on: ec2 (instances, updated in place), ecs (Fargate) or lambda (an alias that shifts traffic); docs/compute.md says when which.',
  ),
  removal: option(
    removal,
    'destroy',
    'What `cdk destroy` does with data: destroy (a sandbox, buckets are emptied) or retain (termination protection too).',
  ),
  ...tagEntries,
  approvalTimeoutHours: option(
    whole('hours', 1, 1440),
    24,
    'How long an approval waits, for the gate or for a person after a hold, before it counts as rejected.',
  ),
  retention: retentionSchema,
  staging: environmentSchema({
    gate: gateSchema('StagingToProduction', 6),
    alarms: alarmsSchema('nobody'),
    loadMinutes: 30,
    // Its gate follows at once, and no user waits for the build before: a bake would only come before the decision.
    bakeMinutes: 0,
  }),
  production: environmentSchema({
    gate: gateSchema('ProductionToBefore', 6),
    alarms: alarmsSchema('critical'),
    loadMinutes: 0,
    bakeMinutes: 4,
  }),
  dynatrace: choice(dynatraceSchema, 'A metric source of the gates, and told of every deployment. Default: none.'),
  prometheus: choice(prometheusSchema, 'A metric source of the gates. Default: none.'),
  devopsGuru: choice(
    devOpsGuruSchema,
    'Amazon DevOps Guru, closed to new customers; only for accounts that use it already. Default: none.',
  ),
  disks: disksSchema,
  dashboards: dashboardsSchema,
  logging: loggingSchema,
  /** What is done when production goes bad. */
  healing: healingSchema,
});

/** Minutes from a deployment to the last moment at which its gate decides. */
const longestGate = ({ gate }: EnvironmentConfig): number =>
  gate.warmUpMinutes + gate.windowMinutes + gate.extendMinutes + 2 * gate.ingestionDelayMinutes + gate.lookEveryMinutes;

const loadOutlastsGate = (environment: EnvironmentConfig): boolean =>
  environment.loadMinutes === 0 || environment.loadMinutes >= longestGate(environment);
const shortLoad = 'must be 0 or outlast the gate, or the window ends without requests';

const configSchema = v.pipe(
  optionsSchema,
  v.forward(
    v.check(
      ({ approvalTimeoutHours, staging, production }) =>
        approvalTimeoutHours * 60 > Math.max(longestGate(staging), longestGate(production)),
      'must be longer than the longest gate takes, or its approval expires first',
    ),
    ['approvalTimeoutHours'],
  ),
  v.forward(
    v.check(({ staging }) => loadOutlastsGate(staging), shortLoad),
    ['staging', 'loadMinutes'],
  ),
  v.forward(
    v.check(({ production }) => loadOutlastsGate(production), shortLoad),
    ['production', 'loadMinutes'],
  ),
  v.forward(
    v.check(({ connection, build }) => connection === undefined || build !== undefined, 'must be given, since a repository holds sources'),
    ['build'],
  ),
  v.forward(
    v.check(({ accounts }) => accounts === undefined || isElsewhere(accounts), 'must be in another account or region than staging'),
    ['accounts', 'production'],
  ),
  v.forward(
    v.check(
      ({ logging, compute }) => logging.application === 'agent' || compute !== 'lambda',
      'must be agent where compute is lambda: a function is frozen between requests, so lines of its own would wait for the next one; its log group’s subscription brings them within seconds',
    ),
    ['logging', 'application'],
  ),
  v.forward(
    v.check((given) => hasMandatoryTags(given), 'must hold every tag that mandatoryTags names'),
    ['tags'],
  ),
  v.forward(
    v.check(({ disks }) => disks.criticalPercent > disks.emailPercent, 'must be more than emailPercent'),
    ['disks', 'criticalPercent'],
  ),
  v.forward(
    v.check(
      ({ devopsGuru, healing }) => devopsGuru === undefined || healing.devOpsGuruTopicArn === undefined,
      'must stay away beside devopsGuru, which brings its own topic',
    ),
    ['healing', 'devOpsGuruTopicArn'],
  ),
  v.forward(
    v.check(
      ({ dynatrace, compute }) => dynatrace?.oneAgent === undefined || compute === 'ec2',
      'oneAgent must stay away where the application does not run on instances',
    ),
    ['dynatrace'],
  ),
);

/** The validated configuration. */
export type Config = v.InferOutput<typeof optionsSchema>;
/** What `unbreakable.config.ts` may say. */
export type ConfigInput = v.InferInput<typeof optionsSchema>;
/** What one environment is made of. */
export type EnvironmentConfig = Config['staging'];
/** How one stage's gate measures. */
export type GateConfig = EnvironmentConfig['gate'];

/**
 * Fills in the defaults and checks a configuration.
 * @throws ConfigError with one line per problem: path, what was received, fix.
 */
export function parseConfig(input: unknown): Config {
  const result = v.safeParse(configSchema, input, { abortPipeEarly: true });
  if (!result.success) throw new ConfigError(result.issues.map(describe));
  return result.output;
}

const describe = (issue: v.BaseIssue<unknown>): string => `${v.getDotPath(issue) ?? '(the whole configuration)'} ${sentence(issue)}`;

function sentence(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'strict_object')
    return issue.expected === 'never'
      ? 'is not an option of this version; remove it'
      : `must be an object of options; received ${issue.received}`;
  return issue.type === 'check' || issue.type === 'partial_check' ? issue.message : `${issue.message}; received ${issue.received}`;
}
