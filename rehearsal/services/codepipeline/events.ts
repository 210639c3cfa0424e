/** The EventBridge events of pipelines, stages and actions, shaped as CodePipeline sends them. */
import type { Cloud } from '../../cloud/cloud';
import type { ActionRun, Artifact, Execution, Pipeline } from './model';

export type PipelineState = 'STARTED' | 'SUCCEEDED' | 'RESUMED' | 'FAILED' | 'STOPPING' | 'STOPPED' | 'SUPERSEDED';
export type StageState = 'STARTED' | 'SUCCEEDED' | 'RESUMED' | 'FAILED' | 'STOPPED';
export type ActionState = 'STARTED' | 'SUCCEEDED' | 'FAILED' | 'ABANDONED';

const iso = (time: number): string => new Date(time).toISOString();

const send = (cloud: Cloud, pipeline: Pipeline, type: string, detail: Readonly<Record<string, unknown>>): void =>
  cloud.emit({
    source: 'aws.codepipeline',
    'detail-type': `CodePipeline ${type} Execution State Change`,
    resources: [pipeline.arn],
    detail: { pipeline: pipeline.declaration.name, version: pipeline.declaration.version ?? 1, ...detail },
  });

const common = (execution: Execution) => ({
  'execution-id': execution.id,
  'pipeline-execution-attempt': execution.attempt,
});

export const pipelineEvent = (cloud: Cloud, pipeline: Pipeline, execution: Execution, state: PipelineState): void =>
  send(cloud, pipeline, 'Pipeline', {
    ...common(execution),
    'start-time': iso(execution.startedAt),
    ...(state === 'STARTED'
      ? {
          'execution-trigger': {
            'trigger-type': execution.trigger.triggerType,
            'trigger-detail': execution.trigger.triggerDetail,
          },
        }
      : {}),
    state,
  });

export const stageEvent = (cloud: Cloud, pipeline: Pipeline, execution: Execution, stage: string, state: StageState): void =>
  send(cloud, pipeline, 'Stage', {
    ...common(execution),
    [state === 'RESUMED' ? 'stage-last-retry-attempt-time' : 'start-time']: iso(cloud.clock.now()),
    stage,
    state,
  });

export const actionEvent = (cloud: Cloud, pipeline: Pipeline, execution: Execution, run: ActionRun, state: ActionState): void =>
  send(cloud, pipeline, 'Action', {
    ...common(execution),
    'start-time': iso(run.startedAt),
    stage: run.stage,
    'action-execution-id': run.id,
    action: run.action.name,
    state,
    region: cloud.region,
    type: { ...run.action.actionTypeId },
    ...(state === 'STARTED' ? {} : { 'execution-result': result(run) }),
    ...located('input-artifacts', run.inputs),
    ...located('output-artifacts', run.outputs),
  });

const result = (run: ActionRun) => ({
  ...(run.externalUrl === undefined ? {} : { 'external-execution-url': run.externalUrl }),
  ...(run.summary === undefined ? {} : { 'external-execution-summary': run.summary }),
  ...(run.externalId === undefined ? {} : { 'external-execution-id': run.externalId }),
  ...(run.error?.code === undefined ? {} : { 'error-code': run.error.code }),
});

const located = (member: string, artifacts: readonly Artifact[]) =>
  artifacts.length === 0 ? {} : { [member]: artifacts.map(({ name, bucket, key }) => ({ name, s3location: { bucket, key } })) };
