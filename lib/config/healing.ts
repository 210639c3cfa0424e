import * as v from 'valibot';
import type { EnvironmentHealing } from '../../lambda/contract/healing-settings';
import { emailAddress, whole } from './units';

const text = v.pipe(v.string('must be text'), v.nonEmpty('must not be empty'));
const texts = v.array(text, 'must be a list of texts');

const severity = v.picklist(['critical', 'high', 'medium', 'low'], 'must be critical, high, medium or low');
const mode = v.picklist(['auto', 'notify', 'dry-run'], 'must be auto, notify or dry-run');
const filter = { severities: v.exactOptional(v.array(severity, 'must be a list of severities')), tags: v.exactOptional(texts) };

const runbook = v.variant(
  'kind',
  [
    v.strictObject({ ...filter, kind: v.literal('ssm'), document: text, parameters: v.exactOptional(v.record(text, texts)) }),
    v.strictObject({ ...filter, kind: v.literal('http'), url: v.pipe(text, v.startsWith('https://', 'must be an https address')), secret: text }),
  ],
  'must be of kind ssm or http',
);

/**
 * How production heals itself. Everything but `alarms` goes to the pipeline's settings, whose defaults are those of
 * lambda/contract/healing-settings.ts. `match` adds to what the stacks know: the load balancer and its alarms, the tag
 * `DeploymentGroup:Production` and the stack's name.
 */
const environmentHealing = v.optional(
  v.strictObject({
    /** auto: roll back; notify: tell people what would be done; dry-run: record it only. */
    mode: v.optional(mode, 'auto'),
    /** The first rule that fits a problem decides its mode. */
    rules: v.exactOptional(v.array(v.strictObject({ ...filter, mode }), 'must be a list of rules')),
    match: v.optional(v.strictObject({ entities: v.exactOptional(texts), tags: v.exactOptional(texts), stacks: v.exactOptional(texts) }), {}),
    /** Names of more alarms that report problems, beside those of the environment. */
    alarms: v.optional(texts, []),
    lookBackMinutes: v.exactOptional(whole('minutes', 5, 10_080)),
    cooldownMinutes: v.exactOptional(whole('minutes', 0, 10_080)),
    perDay: v.exactOptional(whole('rollbacks', 1, 20)),
    manyServices: v.exactOptional(v.strictObject({ count: whole('services', 2, 100), minutes: whole('minutes', 1, 1440) })),
    /** high: only on proof by the judge; medium: also by entity and time, where there are no metrics. */
    actFrom: v.exactOptional(v.picklist(['high', 'medium'], 'must be high or medium')),
    verifyMinutes: v.exactOptional(whole('minutes', 2, 60)),
    escalateEveryMinutes: v.exactOptional(whole('minutes', 1, 240)),
    lockPromotions: v.exactOptional(v.boolean('must be true or false')),
    runbooks: v.exactOptional(v.array(runbook, 'must be a list of runbooks')),
  }),
  {},
);

/** Who reports problems, and what is done about them. */
export const healingSchema = v.optional(
  v.strictObject({
    production: environmentHealing,
    /** Addresses that are called when a rollback did not help. Default: `notificationEmails`. */
    criticalEmails: v.exactOptional(v.array(emailAddress, 'must be a list of email addresses')),
    /** Whether problems of Dynatrace are commented on; the stack then makes a secret for the address and the token. */
    dynatraceComments: v.optional(v.boolean('must be true or false'), false),
    /** The SNS topic that DevOps Guru notifies, where its EventBridge events are not enough. */
    devOpsGuruTopicArn: v.exactOptional(v.pipe(text, v.regex(/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w.-]+$/, 'must be the ARN of an SNS topic'))),
    /** Requests per second that the webhook takes in the long run; twice as many at once. */
    webhooksPerSecond: v.optional(whole('requests per second', 1, 1000), 50),
  }),
  {},
);

/** How production heals. */
export type HealingConfig = v.InferOutput<typeof healingSchema>;

/** The settings of an environment as the functions read them, without what only the stacks use. */
export function environmentSettings(healing: HealingConfig['production'], known: Required<EnvironmentHealing['match']>): EnvironmentHealing {
  const { alarms: _, ...settings } = healing;
  const { entities = [], tags = [], stacks = [] } = settings.match;
  return {
    ...settings,
    match: { entities: [...known.entities, ...entities], tags: [...known.tags, ...tags], stacks: [...known.stacks, ...stacks] },
  };
}
