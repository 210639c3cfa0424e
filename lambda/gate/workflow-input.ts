import * as v from 'valibot';
import type { WorkflowState } from '../contract/workflow';
import { GateError } from './gate-error';

const schema = v.object({
  validationId: v.pipe(v.string(), v.minLength(1)),
  next: v.picklist(['look', 'decide', 'remediate', 'done']),
  at: v.pipe(v.string(), v.isoTimestamp()),
  error: v.exactOptional(v.object({ Error: v.string(), Cause: v.exactOptional(v.string()) })),
});

/** Parses what the workflow hands to a step; throws `BadWorkflowInput`. */
export const parseWorkflowState = (received: unknown): WorkflowState => {
  const result = v.safeParse(schema, received);
  if (!result.success) {
    const [issue] = result.issues;
    throw new GateError(
      'BadWorkflowInput',
      `The workflow's input is wrong at ${v.getDotPath(issue) ?? 'its root'}: ${issue.message}.`,
      'Start the workflow by registering a validation.',
    );
  }
  return result.output;
};
