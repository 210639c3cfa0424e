import * as v from 'valibot';

/** What CloudFormation sends to the function behind a custom resource. */
export const requestSchema = v.object({
  RequestType: v.picklist(['Create', 'Update', 'Delete']),
  /** Where the answer goes, once. */
  ResponseURL: v.pipe(v.string(), v.url()),
  StackId: v.string(),
  RequestId: v.string(),
  LogicalResourceId: v.string(),
  /** Absent when created. */
  PhysicalResourceId: v.exactOptional(v.string()),
  ResourceProperties: v.looseObject({}),
});

export type CloudFormationRequest = v.InferOutput<typeof requestSchema>;

/** What was done, or why nothing was. */
export type Outcome =
  | { readonly kind: 'done'; readonly physicalId: string; /** What could not be removed, and why. */ readonly left?: string }
  | { readonly kind: 'failed'; readonly physicalId: string; readonly reason: string };

/** Bytes that CloudFormation reads of an answer. */
const mostReason = 2_000;

/** The body of the answer. Pure. */
export function answerTo(request: CloudFormationRequest, outcome: Outcome): string {
  const { StackId, RequestId, LogicalResourceId } = request;
  return JSON.stringify({
    Status: outcome.kind === 'done' ? 'SUCCESS' : 'FAILED',
    ...(outcome.kind === 'failed' && { Reason: outcome.reason.slice(0, mostReason) }),
    PhysicalResourceId: outcome.physicalId,
    StackId,
    RequestId,
    LogicalResourceId,
  });
}
