/** The event of a workflow execution that ended without success. */
import * as v from 'valibot';

export interface FailedWorkflow {
  readonly validationId: string;
  readonly status: string;
  /** What Step Functions says about it, for people. */
  readonly cause: string;
}

const event = v.object({
  source: v.literal('aws.states'),
  'detail-type': v.literal('Step Functions Execution Status Change'),
  detail: v.object({
    status: v.picklist(['FAILED', 'TIMED_OUT', 'ABORTED']),
    input: v.pipe(v.string(), v.parseJson(), v.object({ validationId: v.string() })),
    error: v.nullish(v.string()),
    cause: v.nullish(v.string()),
  }),
});

/** Parses the event; `undefined` where it is none of a gate's workflow. */
export const parseFailedWorkflow = (received: unknown): FailedWorkflow | undefined => {
  const result = v.safeParse(event, received);
  if (!result.success) {
    return undefined;
  }
  const { status, input, error, cause } = result.output.detail;
  const said = [error, cause].filter((text) => typeof text === 'string' && text !== '').join(': ');
  return { validationId: input.validationId, status, cause: said.slice(0, 300) };
};
