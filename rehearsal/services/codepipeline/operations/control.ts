/** Starting, stopping, retrying and transitions. */
import type { RetryStageExecutionOutput, StartPipelineExecutionOutput, StopPipelineExecutionOutput } from '@aws-sdk/client-codepipeline';
import * as v from 'valibot';
import { AwsError } from '../../../cloud/aws-error';
import type { Cloud } from '../../../cloud/cloud';
import { validated } from '../../../cloud/validated';
import { findEngine, findExecution, findStage, type Engines } from '../lookup';
import { callerArn } from '../principal';
import { retryStage } from '../retry';
import { name, uuid } from './members';

const reason = v.pipe(v.string(), v.minLength(1), v.maxLength(300), v.regex(/^[a-zA-Z0-9!@ ().*?-]+$/));
const transitionType = v.picklist(['Inbound', 'Outbound']);
const stop = v.object({
  pipelineName: name,
  pipelineExecutionId: uuid,
  abandon: v.optional(v.boolean(), false),
  reason: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
});
const retry = v.object({
  pipelineName: name,
  stageName: name,
  pipelineExecutionId: uuid,
  retryMode: v.picklist(['FAILED_ACTIONS', 'ALL_ACTIONS']),
});

export const controlOperations = (cloud: Cloud, engines: Engines) => {
  const engine = (pipelineName: string) => findEngine(engines, pipelineName, cloud.account);
  const needs = (action: string, resource: string) => [{ action: `codepipeline:${action}`, resource: cloud.arn('codepipeline', resource) }];
  return {
    StartPipelineExecution: validated(v.object({ name }), {
      needs: (input) => needs('StartPipelineExecution', input.name),
      run: (input, caller): StartPipelineExecutionOutput => {
        const trigger = { triggerType: 'StartPipelineExecution' as const, triggerDetail: callerArn(cloud, caller) };
        return { pipelineExecutionId: engine(input.name).start(trigger).id };
      },
    }),
    StopPipelineExecution: validated(stop, {
      needs: (input) => needs('StopPipelineExecution', input.pipelineName),
      run: (input): StopPipelineExecutionOutput => {
        const found = engine(input.pipelineName);
        const execution = findExecution(found.pipeline, input.pipelineExecutionId);
        requireStoppable(execution.id, execution.status, input.abandon);
        found.stop(execution, input.reason, input.abandon);
        return { pipelineExecutionId: execution.id };
      },
    }),
    RetryStageExecution: validated(retry, {
      needs: (input) => needs('RetryStageExecution', `${input.pipelineName}/${input.stageName}`),
      run: (input): RetryStageExecutionOutput =>
        retryStage(engine(input.pipelineName), input.stageName, input.pipelineExecutionId, input.retryMode),
    }),
    DisableStageTransition: validated(v.object({ pipelineName: name, stageName: name, transitionType, reason }), {
      needs: (input) => needs('DisableStageTransition', `${input.pipelineName}/${input.stageName}`),
      run: (input, caller) => {
        const found = engine(input.pipelineName);
        const { stage, index } = findStage(found.pipeline, input.stageName);
        const at = cloud.clock.now();
        stage.transition = { enabled: false, by: callerArn(cloud, caller), at, reason: input.reason };
        found.doors.setEnabled(index, false);
      },
    }),
    EnableStageTransition: validated(v.object({ pipelineName: name, stageName: name, transitionType }), {
      needs: (input) => needs('EnableStageTransition', `${input.pipelineName}/${input.stageName}`),
      run: (input, caller) => {
        const found = engine(input.pipelineName);
        const { stage, index } = findStage(found.pipeline, input.stageName);
        stage.transition = { enabled: true, by: callerArn(cloud, caller), at: cloud.clock.now() };
        found.doors.setEnabled(index, true);
      },
    }),
  };
};

const requireStoppable = (id: string, status: string | undefined, abandon: boolean): void => {
  if (status === 'InProgress' || (status === 'Stopping' && abandon)) return;
  if (status === 'Stopping') {
    throw new AwsError('DuplicatedStopRequestException', `The pipeline execution ${id} is already being stopped.`);
  }
  throw new AwsError('PipelineExecutionNotStoppableException', `The pipeline execution ${id} is not in progress: it is ${status}.`);
};
