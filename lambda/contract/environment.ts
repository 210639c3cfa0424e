/**
 * Names of the environment variables that the stacks set and the handlers read. Declared once, used by both sides.
 */
export const gateVariables = {
  /** Name of the DynamoDB table of validations. */
  validationsTable: 'VALIDATIONS_TABLE',
  /** Name of the bucket that keeps the evidence of every verdict. */
  evidenceBucket: 'EVIDENCE_BUCKET',
  /** ARN of the gate's state machine (register only). */
  stateMachineArn: 'STATE_MACHINE_ARN',
  /** ARN of the topic that people read. */
  topicArn: 'NOTIFICATIONS_TOPIC_ARN',
  /** Name of the SSM parameter of the kill switch. */
  switchParameter: 'SWITCH_PARAMETER',
  /** Name of the SSM parameter of the platform team's policy, which need not exist (register only). */
  policyParameter: 'POLICY_PARAMETER',
  /** Prefix of the SSM parameters that describe the environments of a pipeline: `<prefix>/<pipeline name>`. */
  environmentsPrefix: 'ENVIRONMENTS_PREFIX',
  /** Base address of the report, without a trailing slash. */
  reportUrl: 'REPORT_URL',
  /** Name of the secret that signs report links. */
  reportSecret: 'REPORT_SECRET',
} as const;

/** Where the platform team keeps the policy that monspecs may only tighten: JSON of a policy file. No parameter, no policy. */
export const policyParameterName = '/unbreakable/policy';

/** Names of the indexes of the validations table. */
export const validationIndexes = {
  /** HASH pipeline (S), RANGE registeredAt (N): builds over time, newest validated revision. */
  byPipeline: 'byPipeline',
  /** HASH status (S), RANGE registeredAt (N): what is still open. */
  byStatus: 'byStatus',
} as const;

/** `source` of the gate's own EventBridge events. */
export const eventSource = 'unbreakable.gate';

/** `detail-type` of the gate's own EventBridge events. */
export const eventTypes = {
  decision: 'Gate Decision',
  remediation: 'Gate Remediation',
  remediationStarted: 'Gate Remediation Started',
} as const;
