/** What a team can choose. Every option has a default; `parseConfig({})` is the default configuration. */
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as v from 'valibot';
import { ConfigError } from './config-error';
import { armInstanceType, emailAddress, pipelineName, positive, whole } from './units';

/** How one stage's gate measures. */
const gateSchema = (comparison: string, windowMinutes: number) =>
  v.optional(
    v.strictObject({
      /** Name of a comparison of the monspec. */
      comparison: v.optional(v.pipe(v.string('must be text'), v.nonEmpty('must name a comparison of the monspec')), comparison),
      /** Length of the measured window in minutes. */
      windowMinutes: v.optional(whole('minutes', 1, 1440), windowMinutes),
      /** Minutes after the deployment that are not measured. */
      warmUpMinutes: v.optional(whole('minutes', 0, 60), 2),
      /** Minutes to wait after the window for its metrics to arrive. */
      ingestionDelayMinutes: v.optional(whole('minutes', 0, 15), 2),
      /** Minutes between two looks. */
      lookEveryMinutes: v.optional(whole('minutes', 1, 60), 1),
      /** Minutes by which an inconclusive window is extended, once; 0 = never. */
      extendMinutes: v.optional(whole('minutes', 0, 1440), windowMinutes),
      /** observe: record only; advise: recommend, a person answers; enforce: answer the approval. */
      mode: v.optional(v.picklist(['observe', 'advise', 'enforce'], 'must be observe, advise or enforce'), 'enforce'),
    }),
    {},
  );

/** Alarms of one environment. Missing data never breaches: a load balancer without requests reports nothing. */
const alarmsSchema = v.optional(
  v.strictObject({
    /** Responses with status 5xx per minute, three minutes in a row. */
    errorsPerMinute: v.optional(whole('responses per minute', 1, 1_000_000), 30),
    /** Average response time in seconds, five minutes in a row. */
    latencySeconds: v.optional(positive('seconds'), 0.5),
  }),
  {},
);

/** Compute, load and gate of one environment. `loadMinutes` 0 = steady load until the next deployment. */
const environmentSchema = (gate: ReturnType<typeof gateSchema>, load: { minutes: number; requestsPerMinute: number }) =>
  v.optional(
    v.strictObject({
      /** Type of the application's instances; arm64. */
      instanceType: v.optional(armInstanceType, 't4g.micro'),
      /** Number of the application's instances. */
      instances: v.optional(whole('instances', 1, 100), 1),
      /** Type of the one instance that sends load; arm64. */
      loadInstanceType: v.optional(armInstanceType, 't4g.nano'),
      /** Minutes of load after each deployment; 0 = until the next deployment replaces it. */
      loadMinutes: v.optional(whole('minutes', 0, 1440), load.minutes),
      /** Requests per minute that the load test sends. */
      loadRequestsPerMinute: v.optional(whole('requests per minute', 1, 60_000), load.requestsPerMinute),
      gate,
      alarms: alarmsSchema,
    }),
    {},
  );

/** A week to a year; each is its number of days. */
const logRetentions = [
  RetentionDays.ONE_WEEK,
  RetentionDays.TWO_WEEKS,
  RetentionDays.ONE_MONTH,
  RetentionDays.TWO_MONTHS,
  RetentionDays.THREE_MONTHS,
  RetentionDays.SIX_MONTHS,
  RetentionDays.ONE_YEAR,
];

const retentionSchema = v.optional(
  v.strictObject({
    /** Days that application and function logs are kept; one of the values that CloudWatch Logs knows. */
    logDays: v.optional(v.picklist(logRetentions, 'must be one of 7, 14, 30, 60, 90, 180, 365 days'), RetentionDays.ONE_MONTH),
    /** Days that replaced source objects and access logs are kept. */
    sourceDays: v.optional(whole('days', 1, 3650), 90),
    /** Days back that a rollback may reach; build artifacts outlive it. */
    rollbackDays: v.optional(whole('days', 1, 3650), 180),
    /** Days that build artifacts are kept; more than `rollbackDays`. */
    artifactDays: v.optional(whole('days', 2, 3650), 400),
    /** Days that the evidence of verdicts is kept. */
    evidenceDays: v.optional(whole('days', 1, 3650), 400),
  }),
  {},
);

const optionsSchema = v.strictObject({
  /** Name of the pipeline. */
  pipelineName: v.optional(pipelineName, 'unbreakable-pipeline'),
  /** Addresses that get the gate's decisions and the alarms; each must confirm its subscription. */
  notificationEmails: v.optional(v.array(emailAddress, 'must be a list of email addresses'), []),
  /** What `cdk destroy` does with data: destroy (a sandbox, buckets are emptied) or retain (termination protection too). */
  removal: v.optional(v.picklist(['destroy', 'retain'], 'must be destroy or retain'), 'destroy'),
  /** Hours that an approval waits, for the gate or for a person after a hold, before it counts as rejected. */
  approvalTimeoutHours: v.optional(whole('hours', 1, 1440), 24),
  retention: v.pipe(
    retentionSchema,
    v.forward(
      v.check((days) => days.artifactDays > days.rollbackDays, 'must be more than rollbackDays, or a rollback finds no artifact'),
      ['artifactDays'],
    ),
  ),
  staging: environmentSchema(gateSchema('StagingToProduction', 5), { minutes: 30, requestsPerMinute: 150 }),
  production: environmentSchema(gateSchema('ProductionToBefore', 5), { minutes: 0, requestsPerMinute: 150 }),
});

/** Minutes from a deployment to the last moment at which its gate decides. */
const longestGate = ({ gate }: EnvironmentConfig): number =>
  gate.warmUpMinutes + gate.windowMinutes + gate.extendMinutes + 2 * gate.ingestionDelayMinutes + gate.lookEveryMinutes;

const loadOutlastsGate = (environment: EnvironmentConfig): boolean => environment.loadMinutes === 0 || environment.loadMinutes >= longestGate(environment);

const configSchema = v.pipe(
  optionsSchema,
  v.forward(
    v.check(
      ({ approvalTimeoutHours, staging, production }) => approvalTimeoutHours * 60 > Math.max(longestGate(staging), longestGate(production)),
      'must be longer than the longest gate takes, or its approval expires first',
    ),
    ['approvalTimeoutHours'],
  ),
  v.forward(v.check(({ staging }) => loadOutlastsGate(staging), 'must be 0 or outlast the gate, or the window ends without requests'), ['staging', 'loadMinutes']),
  v.forward(v.check(({ production }) => loadOutlastsGate(production), 'must be 0 or outlast the gate, or the window ends without requests'), ['production', 'loadMinutes']),
);

/** The validated configuration. */
export type Config = v.InferOutput<typeof optionsSchema>;
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
  if (issue.type === 'strict_object') return issue.expected === 'never' ? 'is not an option of this version; remove it' : `must be an object of options; received ${issue.received}`;
  return issue.type === 'check' ? issue.message : `${issue.message}; received ${issue.received}`;
}
