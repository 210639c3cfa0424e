/**
 * Names of the environment variables that the healing stack sets and its functions read. Those that the gate's
 * functions read too have the same names and meanings as in environment.ts.
 */
import { gateVariables } from './environment';

export const healingVariables = {
  /** The gate's table: healing keeps problems and remediations in it, beside the validations. */
  validationsTable: gateVariables.validationsTable,
  /** The gate's bucket of evidence: monspecs are read from it. */
  evidenceBucket: gateVariables.evidenceBucket,
  topicArn: gateVariables.topicArn,
  switchParameter: gateVariables.switchParameter,
  environmentsPrefix: gateVariables.environmentsPrefix,
  reportUrl: gateVariables.reportUrl,
  reportSecret: gateVariables.reportSecret,
  /** ARN of the topic that wakes people up. */
  criticalTopicArn: 'CRITICAL_TOPIC_ARN',
  /** ARN of the topic that a chat channel shows; `none` where there is none. */
  chatTopicArn: 'CHAT_TOPIC_ARN',
  /** Address of the queue of problems (webhook only). */
  queueUrl: 'PROBLEMS_QUEUE_URL',
  /** ARN of healing's state machine (intake only). */
  stateMachineArn: 'HEALING_STATE_MACHINE_ARN',
  /** Prefix of the SSM parameters with the modes and limits of a pipeline: `<prefix>/<pipeline name>`. */
  settingsPrefix: 'HEALING_PREFIX',
  /** Name of the secret of the webhooks: JSON of WebhookSecrets (webhook only). */
  webhookSecret: 'WEBHOOK_SECRET',
  /** ARN of the SNS topic of DevOps Guru, the only one that intake believes; `none` where there is none. */
  devopsGuruTopicArn: 'DEVOPS_GURU_TOPIC_ARN',
  /**
   * Name of the secret with JSON of DynatraceAccess; `none` where problems are not commented on.
   */
  dynatraceSecret: 'DYNATRACE_SECRET',
} as const;

/** Default prefix of the parameters with modes and limits. */
export const healingPrefix = '/unbreakable/healing';

/** Value of an optional variable that is not used. */
export const unused = 'none';

/**
 * What the secret of the webhooks holds: by reporter its active values, one or two (the second while senders rotate),
 * each of at least 16 characters. A reporter without a value is refused.
 */
export interface WebhookSecrets {
  /** Compared with the header `X-Unbreakable-Token`. */
  readonly dynatrace?: readonly string[];
  /** Keys of the HMAC in `X-Unbreakable-Signature`. */
  readonly generic?: readonly string[];
  /** Keys of the HMAC in `X-PagerDuty-Signature`. */
  readonly pagerduty?: readonly string[];
}

/** Where problems are commented on; the token needs the scopes problems.read and problems.write. */
export interface DynatraceAccess {
  /** Address of the environment, for example `https://abc12345.live.dynatrace.com`. */
  readonly url: string;
  readonly token: string;
}

/** Routes of the webhook function: `POST /hooks/<reporter>`. */
export const webhookReporters = ['dynatrace', 'generic', 'pagerduty'] as const;

/** Name of a reporter that calls the webhook. */
export type WebhookReporter = (typeof webhookReporters)[number];

/** Largest body of a webhook, in bytes; a longer one is answered with 413. */
export const largestBody = 262_144;

/** `source` of healing's own EventBridge events. */
export const healingEventSource = 'unbreakable.healing';

/** `detail-type` of healing's own EventBridge events; their detail is a RemediationDetail or a ProblemDetail. */
export const healingEventTypes = {
  /** A rollback was begun. */
  started: 'Remediation Started',
  /** A rollback has ended, and how. */
  ended: 'Remediation Ended',
  /** A problem was answered without a rollback of its own. */
  refused: 'Remediation Refused',
} as const;

/**
 * Events that the rules send to the queue of problems, as patterns: rule name → pattern.
 * DevOps Guru's topic is subscribed to the queue without raw delivery.
 */
export const problemEventPatterns = {
  Alarms: { source: ['aws.cloudwatch'], 'detail-type': ['CloudWatch Alarm State Change'] },
  DevOpsGuru: { source: ['aws.devops-guru'] },
  /** Of a Dynatrace workflow's EventBridge connector; `detail` is the webhook's body. */
  Dynatrace: { source: ['dynatrace', 'dynatrace.problem'], 'detail-type': ['Dynatrace Problem'] },
  Gate: { source: ['unbreakable.gate'], 'detail-type': ['Gate Remediation Started', 'Gate Remediation'] },
} as const;
