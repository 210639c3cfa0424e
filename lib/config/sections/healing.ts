import * as v from 'valibot';
import type { EnvironmentHealing } from '../../../lambda/contract/healing-settings';
import { choice, option } from '../option';
import { whole } from '../units';

const text = v.pipe(v.string('must be text'), v.nonEmpty('must not be empty'));
const texts = v.array(text, 'must be a list of texts');
const flag = v.boolean('must be true or false');

const severity = v.picklist(['critical', 'high', 'medium', 'low'], 'must be critical, high, medium or low');
const mode = v.picklist(['auto', 'notify', 'dry-run'], 'must be auto, notify or dry-run');
const filter = { severities: v.exactOptional(v.array(severity, 'must be a list of severities')), tags: v.exactOptional(texts) };
const rules = v.array(v.strictObject({ ...filter, mode }), 'must be a list of rules');

const runbook = v.variant(
  'kind',
  [
    v.strictObject({ ...filter, kind: v.literal('ssm'), document: text, parameters: v.exactOptional(v.record(text, texts)) }),
    v.strictObject({
      ...filter,
      kind: v.literal('http'),
      url: v.pipe(text, v.startsWith('https://', 'must be an https address')),
      secret: text,
    }),
  ],
  'must be of kind ssm or http',
);

const match = v.strictObject({ entities: v.exactOptional(texts), tags: v.exactOptional(texts), stacks: v.exactOptional(texts) });
const manyServices = v.strictObject({ count: whole('services', 2, 100), minutes: whole('minutes', 1, 60) });
const topicArn = v.pipe(text, v.regex(/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w.-]+$/, 'must be the ARN of an SNS topic'));

const busName = v.pipe(text, v.regex(/^[\w./-]{1,256}$/, 'must be the name of an event bus, not its ARN'));
const connection = v.strictObject({ audience: text, subject: text });

/** How one environment heals itself; defaults that are not here are those of lambda/contract/healing-settings.ts. */
const environmentHealing = v.optional(
  v.strictObject({
    mode: option(mode, 'auto', 'auto: roll back; notify: tell people what would be done; dry-run: record it only.'),
    rules: choice(rules, 'Modes by severity and tags; the first rule that fits a problem decides. Default: none.'),
    match: option(
      match,
      {},
      'More entities, tags and stacks whose problems are the environment’s, beside its load balancer, its alarms and its tag `DeploymentGroup:<group>`.',
    ),
    alarms: option(texts, [], 'Names of more alarms that report problems, beside those of the environment.'),
    lookBackMinutes: choice(
      whole('minutes', 5, 10_080),
      'How old a deployment may be when a problem begins that belongs to it. Default 1,440.',
    ),
    cooldownMinutes: choice(whole('minutes', 0, 10_080), 'Least time between the begins of two rollbacks. Default 60.'),
    perDay: choice(whole('rollbacks', 1, 20), 'Most rollbacks in 24 hours. Default 3.'),
    manyServices: choice(
      manyServices,
      'This many services with problems within so many minutes are no deployment’s fault. Default 3 within 10.',
    ),
    actFrom: choice(
      v.picklist(['high', 'medium'], 'must be high or medium'),
      'high: only on proof by the judge; medium: also by entity and time, where there are no metrics. Default high.',
    ),
    verifyMinutes: choice(whole('minutes', 2, 60), 'Length of the window that proves the recovery. Default 5.'),
    escalateEveryMinutes: choice(whole('minutes', 1, 240), 'Until people are called again about a rollback that did not help. Default 15.'),
    lockPromotions: choice(flag, 'Whether no build may enter after a rollback until a person unlocks. Default true.'),
    runbooks: choice(
      v.array(runbook, 'must be a list of runbooks'),
      'SSM Automation documents and signed POSTs that answer a problem beside the rollback. Default: none.',
    ),
  }),
  {},
);

/** Who reports problems, and what is done about them. */
export const healingSchema = v.optional(
  v.strictObject({
    production: environmentHealing,
    dynatraceComments: option(
      flag,
      true,
      'Whether there is a secret for the address and token of Dynatrace; once it is filled in, problems of Dynatrace are commented on.',
    ),
    dynatraceEventBus: choice(
      busName,
      'The event bus that Dynatrace’s problems come on, where it is not the default one: one of this account, or that of a partner event source.',
    ),
    dynatraceConnection: choice(
      connection,
      'Audience and subject of a Dynatrace connection to AWS, as its page shows them: makes the role by which its workflows send problems (docs/healing.md).',
    ),
    devOpsGuruTopicArn: choice(topicArn, 'The SNS topic that DevOps Guru notifies, where its EventBridge events are not enough.'),
    webhooksPerSecond: option(
      whole('requests per second', 1, 1000),
      50,
      'Requests that the webhook takes in the long run; twice as many at once.',
    ),
  }),
  {},
);

/** How production heals. */
export type HealingConfig = v.InferOutput<typeof healingSchema>;

/**
 * The settings of an environment as the functions read them, without what only the stacks use.
 * @param known whose problems are the environment's, as far as the stacks know
 */
export function environmentSettings(
  healing: HealingConfig['production'],
  known: Required<EnvironmentHealing['match']>,
): EnvironmentHealing {
  const { alarms: _, ...settings } = healing;
  const { entities = [], tags = [], stacks = [] } = settings.match;
  return {
    ...settings,
    match: { entities: [...known.entities, ...entities], tags: [...known.tags, ...tags], stacks: [...known.stacks, ...stacks] },
  };
}
