import * as v from 'valibot';
import { forwarderVariables } from '../../contract/logging';
import { OpsError } from '../ops-error';

const schema = v.object({
  [forwarderVariables.stream]: v.pipe(v.string(), v.nonEmpty()),
  [forwarderVariables.bucket]: v.pipe(v.string(), v.nonEmpty()),
});

/** The stream and the bucket, from the environment variables. @throws OpsError naming what is missing. */
export function forwarderSettings(variables: unknown): { readonly stream: string; readonly bucket: string } {
  const parsed = v.safeParse(schema, variables);
  if (parsed.success) return { stream: parsed.output.LOG_STREAM_NAME, bucket: parsed.output.LOG_BUCKET };
  const names = parsed.issues.map((issue) => v.getDotPath(issue)).join(', ');
  throw new OpsError('BadSettings', `Environment variables are missing: ${names}.`, 'Deploy the logging stack again.');
}
