/** One fetch of a source over HTTP: its deadline, what it sends and receives, and answers that are parsed at the edge. */
import * as v from 'valibot';
import type { Call, Endpoint, Traffic } from './endpoint';
import { failure, type Failure } from './failure';

/** An answer, or why there is none. */
export type Got<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Failure };

export interface Session {
  readonly endpoint: Endpoint;
  readonly traffic: Traffic;
  readonly deadline: AbortSignal;
}

/** Starts a session that ends with the endpoint's deadline. */
export const openSession = (endpoint: Endpoint): Session => ({
  endpoint,
  traffic: { calls: 0, bytes: 0 },
  deadline: AbortSignal.timeout(endpoint.limits.deadlineMilliseconds),
});

/** Calls and parses the answer. Never rejects. */
export const ask = async <Schema extends v.GenericSchema>(
  { endpoint, traffic, deadline }: Session,
  call: Call,
  schema: Schema,
): Promise<Got<v.InferOutput<Schema>>> => {
  const outcome = await endpoint.call(call, traffic, deadline);
  if (outcome.kind === 'failed') {
    return { ok: false, failure: outcome.failure };
  }
  const parsed = v.safeParse(schema, outcome.value);
  if (parsed.success) {
    return { ok: true, value: parsed.output };
  }
  const [issue] = parsed.issues;
  return {
    ok: false,
    failure: failure(
      'partial',
      `${endpoint.options.name} answered in another shape than its API describes: ${v.getDotPath(issue) ?? 'body'}: ${issue.message}`,
    ),
  };
};
