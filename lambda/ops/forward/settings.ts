import * as v from 'valibot';
import { forwarderVariables } from '../../contract/logging';
import { OpsError } from '../ops-error';

const given = v.pipe(v.string(), v.nonEmpty());

const schema = v.object({
  [forwarderVariables.stream]: given,
  [forwarderVariables.bucket]: given,
  [forwarderVariables.role]: v.optional(given),
  [forwarderVariables.region]: v.optional(given),
});

/** Where documents go. */
export interface ForwarderSettings {
  readonly stream: string;
  readonly bucket: string;
  /** How the account that holds both is reached; undefined: it is the function's own. */
  readonly account?: { readonly roleArn: string; readonly region: string };
}

/** The settings, from the environment variables. @throws OpsError naming what is missing. */
export function forwarderSettings(variables: unknown): ForwarderSettings {
  const parsed = v.safeParse(schema, variables);
  if (!parsed.success) throw missing(parsed.issues.map((issue) => v.getDotPath(issue)));
  const { LOG_STREAM_NAME: stream, LOG_BUCKET: bucket, LOG_ROLE_ARN: roleArn, LOG_REGION: region } = parsed.output;
  if (roleArn === undefined) return { stream, bucket };
  if (region === undefined) throw missing([forwarderVariables.region]);
  return { stream, bucket, account: { roleArn, region } };
}

const missing = (names: readonly (string | null)[]): OpsError =>
  new OpsError('BadSettings', `Environment variables are missing: ${names.join(', ')}.`, 'Deploy the logging stack again.');
