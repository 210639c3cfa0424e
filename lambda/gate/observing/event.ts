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
      /** Epoch milliseconds. */
      readonly at: number;
    }
  /** A pipeline execution has ended without success. */
  | { readonly kind: 'execution-ended'; readonly pipeline: string; readonly executionId: string; readonly state: string; readonly at: number }
  /** Nothing that concerns a gate. */
  | { readonly kind: 'other' };

const at = v.pipe(v.string(), v.isoTimestamp(), v.transform((time) => Date.parse(time)));

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

export const parsePipelineEvent = (event: unknown): PipelineEvent => {
  const answered = v.safeParse(approval, event);
  if (answered.success) {
    const { time, detail } = answered.output;
    const { pipeline, 'execution-id': executionId, stage, action, state } = detail;
    return { kind: 'approval', pipeline, executionId, stage, action, decision: state === 'SUCCEEDED' ? 'approve' : 'reject', at: time };
  }
  const end = v.safeParse(ended, event);
  if (end.success) {
    const { time, detail } = end.output;
    return { kind: 'execution-ended', pipeline: detail.pipeline, executionId: detail['execution-id'], state: detail.state, at: time };
  }
  return { kind: 'other' };
};
