/** CodePipeline, as the gate needs it. */

/** Where a job belongs, as CodePipeline tells it. */
export interface JobPlace {
  readonly pipeline: string;
  readonly stage: string;
  readonly action: string;
  /** CodePipeline does not promise it for every kind of job; the action's parameters can name it, too. */
  readonly executionId?: string;
}

/** Where a job belongs, its execution included. */
export type JobContext = JobPlace & { readonly executionId: string };

export interface Jobs {
  /** Where a job belongs; `undefined` where CodePipeline no longer knows it, so that nobody waits for an answer. */
  place(jobId: string): Promise<JobPlace | undefined>;
  /** Answers a job. A job that was answered before is left as it is. */
  succeed(jobId: string, summary: string): Promise<void>;
  /** Fails a job with a text for people. A job that was answered before is left as it is. */
  fail(jobId: string, message: string): Promise<void>;
}

/** One source artifact of an execution. */
export interface SourceRevision {
  readonly artifact: string;
  readonly revisionId?: string;
  readonly summary?: string;
}

export interface PipelineExecution {
  readonly type: 'STANDARD' | 'ROLLBACK';
  readonly sources: readonly SourceRevision[];
}

export interface PipelineExecutions {
  read(pipeline: string, executionId: string): Promise<PipelineExecution>;
}

/** The manual approval that a validation answers. */
export interface ApprovalAddress {
  readonly pipeline: string;
  readonly stage: string;
  readonly action: string;
  readonly executionId: string;
  /** The approval opens after this instant (epoch ms); whatever the action did before belongs to an earlier execution. */
  readonly notBefore: number;
}

export type ApprovalState =
  /** It waits, for this execution. */
  | { readonly kind: 'open'; readonly token: string }
  /** The stage runs this execution, but has not come to the approval. */
  | { readonly kind: 'not-open' }
  /** Somebody answered it; `by` and `summary` as CodePipeline reports them. */
  | { readonly kind: 'answered'; readonly decision: 'approve' | 'reject'; readonly by?: string; readonly summary?: string }
  /** The stage has ended for this execution, or runs another one: there is nothing to answer. */
  | { readonly kind: 'over'; readonly detail: string }
  /** The pipeline has no such stage or action. */
  | { readonly kind: 'missing'; readonly detail: string };

export interface Approvals {
  read(address: ApprovalAddress): Promise<ApprovalState>;
  /** Answers; `closed` where the token is no longer good, because somebody else answered or it expired. */
  answer(
    address: ApprovalAddress,
    answer: { readonly token: string; readonly decision: 'approve' | 'reject'; readonly summary: string },
  ): Promise<'answered' | 'closed'>;
}
