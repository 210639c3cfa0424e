import type {
  ApprovalAddress,
  Approvals,
  ApprovalState,
  JobPlace,
  Jobs,
  PipelineExecution,
  PipelineExecutions,
} from '../../../lambda/gate/ports/pipelines';

/** One job, one execution and one approval of a pipeline, with CodePipeline's rules. */
export class FakePipeline implements Jobs, Approvals, PipelineExecutions {
  /** Whether the job was answered, and how. */
  job: { readonly kind: 'waiting' } | { readonly kind: 'succeeded' } | { readonly kind: 'failed'; readonly message: string } = {
    kind: 'waiting',
  };
  approval: ApprovalState = { kind: 'not-open' };
  execution: PipelineExecution = {
    type: 'STANDARD',
    sources: [
      { artifact: 'Application', revisionId: 'v4', summary: 'Build 4' },
      { artifact: 'Monspec', revisionId: 'v1' },
    ],
  };
  jobPlace: JobPlace | undefined = { pipeline: 'shop', stage: 'Production', action: 'RegisterValidation', executionId: 'exec-1' };
  /** How often the gate answered, refused answers not counted. */
  answers = 0;

  async place(): Promise<JobPlace | undefined> {
    return this.jobPlace;
  }

  async succeed(): Promise<void> {
    if (this.job.kind === 'waiting') {
      this.job = { kind: 'succeeded' };
      this.approval = this.approval.kind === 'not-open' ? { kind: 'open', token: 'token-1' } : this.approval;
    }
  }

  async fail(_jobId: string, message: string): Promise<void> {
    if (this.job.kind === 'waiting') {
      this.job = { kind: 'failed', message };
    }
  }

  async read(...args: [ApprovalAddress]): Promise<ApprovalState>;
  async read(...args: [string, string]): Promise<PipelineExecution>;
  async read(...args: [ApprovalAddress] | [string, string]): Promise<ApprovalState | PipelineExecution> {
    return args.length === 1 ? this.approval : this.execution;
  }

  async answer(
    _address: ApprovalAddress,
    { token, decision, summary }: { token: string; decision: 'approve' | 'reject'; summary: string },
  ): Promise<'answered' | 'closed'> {
    if (this.approval.kind !== 'open' || this.approval.token !== token) {
      return 'closed';
    }
    this.answers += 1;
    this.approval = { kind: 'answered', decision, by: 'arn:aws:sts::123456789012:assumed-role/gate/decide', summary };
    return 'answered';
  }

  /** A person answers in the console. */
  person(decision: 'approve' | 'reject', summary = 'I say so'): void {
    this.approval = { kind: 'answered', decision, by: 'arn:aws:iam::123456789012:user/ann', summary };
  }
}
