/** The events of CodePipeline that the gate listens to, out of fields that EventBridge delivers at least once, in any order. */
import * as v from 'valibot';

export type PipelineEvent =
  /** A manual approval was answered, or ended by itself. */
  | {
      readonly kind: 'approval';
      readonly pipeline: string;
      readonly executionId: string;
      readonly stage: string;
      readonly action: string;
      readonly decision: 'approve' | 'reject';
      /** What was said with the answer, where the event carries it. */
      readonly summary?: string;
      /** Epoch milliseconds. */
      readonly at: number;
    }
  /** A pipeline execution has ended without success. */
  | {
      readonly kind: 'execution-ended';
      readonly pipeline: string;
      readonly executionId: string;
      readonly state: string;
      readonly at: number;
    }
  /** Nothing that concerns a gate. */
  | { readonly kind: 'other' };

const at = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.transform((time) => Date.parse(time)),
);

const approval = v.object({
  source: v.literal('aws.codepipeline'),
  'detail-type': v.literal('CodePipeline Action Execution State Change'),
  time: at,
  detail: v.object({
    pipeline: v.string(),
    'execution-id': v.string(),
    stage: v.string(),
    action: v.string(),
    state: v.picklist(['SUCCEEDED', 'FAILED']),
    type: v.object({ category: v.literal('Approval') }),
    'execution-result': v.optional(v.object({ 'external-execution-summary': v.optional(v.string()) })),
  }),
});

const ended = v.object({
  source: v.literal('aws.codepipeline'),
  'detail-type': v.literal('CodePipeline Pipeline Execution State Change'),
  time: at,
  detail: v.object({
    pipeline: v.string(),
    'execution-id': v.string(),
    state: v.picklist(['FAILED', 'STOPPED', 'SUPERSEDED', 'CANCELED', 'CANCELLED']),
  }),
});

const toAnswer = ({ time, detail }: v.InferOutput<typeof approval>): PipelineEvent => {
  const { pipeline, 'execution-id': executionId, stage, action, state, 'execution-result': result } = detail;
  const summary = result?.['external-execution-summary'];
  const decision = state === 'SUCCEEDED' ? 'approve' : 'reject';
  return { kind: 'approval', pipeline, executionId, stage, action, decision, at: time, ...(summary ? { summary } : {}) };
};

const toEnd = ({ time, detail }: v.InferOutput<typeof ended>): PipelineEvent => {
  const { pipeline, 'execution-id': executionId, state } = detail;
  return { kind: 'execution-ended', pipeline, executionId, state, at: time };
};

export const parsePipelineEvent = (event: unknown): PipelineEvent => {
  const answered = v.safeParse(approval, event);
  if (answered.success) {
    return toAnswer(answered.output);
  }
  const end = v.safeParse(ended, event);
  return end.success ? toEnd(end.output) : { kind: 'other' };
};
