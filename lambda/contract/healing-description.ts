/**
 * What healing tells whoever holds its name: the JSON value of the SSM parameter `/unbreakable/healer`.
 * The command line reads it, so that nobody has to copy outputs from a console.
 */
export interface HealingDescription {
  /** Reporters post to `<this>/<reporter>`. */
  readonly webhookUrl: string;
  /** ARN of the secret of the webhooks: JSON of WebhookSecrets. */
  readonly webhookSecret: string;
  /** ARN of the secret with the access to Dynatrace: JSON of DynatraceAccess. Absent where there is none. */
  readonly dynatraceSecret?: string;
  readonly stateMachineArn: string;
}

/** Name of the parameter. */
export const healingDescriptionParameter = '/unbreakable/healer';
