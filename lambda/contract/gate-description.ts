/**
 * What a gate tells whoever holds its name: the JSON value of the SSM parameter `/unbreakable/gate`.
 * The command line reads it, so that nobody has to copy outputs from a console.
 */
export interface GateDescription {
  readonly validationsTable: string;
  readonly evidenceBucket: string;
  readonly stateMachineArn: string;
  /** Base address of the report, without a trailing slash. */
  readonly reportUrl: string;
  /** Name or ARN of the secret that signs report links. */
  readonly reportSecret: string;
  readonly switchParameter: string;
  readonly environmentsPrefix: string;
}

/** Name of the parameter. */
export const gateDescriptionParameter = '/unbreakable/gate';
