/** RetryStageExecution: who may be retried, and with which actions. */
import type { RetryStageExecutionOutput } from '@aws-sdk/client-codepipeline';
import { AwsError } from '../../cloud/aws-error';
import type { Engine } from './engine';
import { findExecution, findStage } from './lookup';
import { toRetry } from './stage-run';

/** Throws AwsError NotLatestPipelineExecutionException, StageNotRetryableException or ConflictException. */
export const retryStage = (
  engine: Engine,
  stageName: string,
  executionId: string,
  mode: 'FAILED_ACTIONS' | 'ALL_ACTIONS',
): RetryStageExecutionOutput => {
  const { stage, index } = findStage(engine.pipeline, stageName);
  const execution = engine.pipeline.executions.get(executionId);
  if (stage.latest?.executionId !== executionId || execution === undefined) {
    throw new AwsError(
      'NotLatestPipelineExecutionException',
      `The pipeline execution ${executionId} is not the latest of stage ${stageName}; only the latest can be retried.`,
    );
  }
  if (stage.latest.status !== 'Failed') {
    throw new AwsError('StageNotRetryableException', `Stage ${stageName} is ${stage.latest.status}; only a failed stage can be retried.`);
  }
  if (!engine.doors.reenter(index, executionId)) {
    throw new AwsError('ConflictException', `Another execution is in stage ${stageName}.`);
  }
  const actions = toRetry(mode, stage.declaration.actions, stage.runs, executionId);
  engine.resume(findExecution(engine.pipeline, executionId), index, actions);
  return { pipelineExecutionId: executionId };
};
