/** Answers of the read operations, in the shapes of the API. Pure. */
import type {
  ActionExecution,
  ActionExecutionDetail,
  ActionState,
  GetPipelineOutput,
  GetPipelineStateOutput,
  PipelineExecution,
  PipelineExecutionSummary,
  PipelineSummary,
  StageState,
} from '@aws-sdk/client-codepipeline';
import type { Engine } from './engine';
import type { Action, ActionRun, Artifact, Execution, Pipeline, StageRecord } from './model';

export const declarationView = (pipeline: Pipeline): GetPipelineOutput => {
  const { mode: _, artifactBucket: __, artifactBuckets: ___, stages, ...declaration } = pipeline.declaration;
  return {
    pipeline: {
      ...declaration,
      stages: stages.map(({ name, actions }) => ({ name, actions: actions.map(actionView) })),
    },
    metadata: {
      pipelineArn: pipeline.arn,
      created: new Date(pipeline.createdAt),
      updated: new Date(pipeline.createdAt),
    },
  };
};

export const pipelineSummary = ({ declaration, createdAt }: Pipeline): PipelineSummary => ({
  name: declaration.name,
  version: declaration.version,
  pipelineType: declaration.pipelineType,
  executionMode: declaration.mode,
  created: new Date(createdAt),
  updated: new Date(createdAt),
});

const actionView = ({ inputs, outputs, ...action }: Action) => ({
  ...action,
  configuration: { ...action.configuration },
  inputArtifacts: inputs.map((name) => ({ name })),
  outputArtifacts: outputs.map((name) => ({ name })),
});

export const stateView = ({ pipeline, doors }: Engine): GetPipelineStateOutput => ({
  pipelineName: pipeline.declaration.name,
  pipelineVersion: pipeline.declaration.version,
  created: new Date(pipeline.createdAt),
  updated: new Date(pipeline.createdAt),
  stageStates: pipeline.stages.map((stage, index) => stageState(stage, index, doors.waiting(index))),
});

const stageState = (stage: StageRecord, index: number, waiting: readonly string[]): StageState => {
  const inbound = waiting.map((id) => ({ pipelineExecutionId: id, status: 'InProgress' as const }));
  return {
    stageName: stage.declaration.name,
    ...(index === 0 ? {} : { inboundTransitionState: transition(stage) }),
    ...(inbound[0] === undefined ? {} : { inboundExecution: inbound[0], inboundExecutions: inbound }),
    actionStates: stage.declaration.actions.map((action) => actionState(action, stage.runs.get(action.name))),
    ...(stage.latest === undefined
      ? {}
      : { latestExecution: { pipelineExecutionId: stage.latest.executionId, status: stage.latest.status } }),
  };
};

const transition = ({ transition: { enabled, by, at, reason } }: StageRecord) => ({
  enabled,
  ...(by === undefined ? {} : { lastChangedBy: by }),
  ...(at === undefined ? {} : { lastChangedAt: new Date(at) }),
  ...(reason === undefined ? {} : { disabledReason: reason }),
});

const actionState = (action: Action, run: ActionRun | undefined): ActionState => ({
  actionName: action.name,
  ...(run === undefined ? {} : { latestExecution: actionExecution(run) }),
});

const actionExecution = (run: ActionRun): ActionExecution => ({
  actionExecutionId: run.id,
  status: run.status,
  lastStatusChange: new Date(run.changedAt),
  ...(run.summary === undefined ? {} : { summary: run.summary }),
  ...(run.token === undefined ? {} : { token: run.token }),
  ...(run.updatedBy === undefined ? {} : { lastUpdatedBy: run.updatedBy }),
  ...(run.externalId === undefined ? {} : { externalExecutionId: run.externalId }),
  ...(run.externalUrl === undefined ? {} : { externalExecutionUrl: run.externalUrl }),
  ...(run.error === undefined ? {} : { errorDetails: run.error }),
});

export const executionView = (pipeline: Pipeline, execution: Execution): PipelineExecution => ({
  pipelineName: pipeline.declaration.name,
  pipelineVersion: pipeline.declaration.version,
  pipelineExecutionId: execution.id,
  status: execution.status,
  ...statusSummary(execution),
  artifactRevisions: execution.revisions,
  trigger: execution.trigger,
  executionMode: pipeline.declaration.mode,
  executionType: 'STANDARD',
});

export const executionSummary = (pipeline: Pipeline, execution: Execution): PipelineExecutionSummary => ({
  pipelineExecutionId: execution.id,
  status: execution.status,
  ...statusSummary(execution),
  startTime: new Date(execution.startedAt),
  lastUpdateTime: new Date(execution.updatedAt),
  sourceRevisions: execution.sources,
  trigger: execution.trigger,
  ...(execution.stop === undefined ? {} : { stopTrigger: { reason: execution.stop.reason } }),
  executionMode: pipeline.declaration.mode,
  executionType: 'STANDARD',
});

const statusSummary = ({ stop }: Execution) => (stop === undefined ? {} : { statusSummary: stop.reason });

const located = (artifacts: readonly Artifact[]) => artifacts.map(({ name, bucket, key }) => ({ name, s3location: { bucket, key } }));

export const actionDetail = (pipeline: Pipeline, run: ActionRun): ActionExecutionDetail => ({
  pipelineExecutionId: run.executionId,
  actionExecutionId: run.id,
  pipelineVersion: pipeline.declaration.version,
  stageName: run.stage,
  actionName: run.action.name,
  startTime: new Date(run.startedAt),
  lastUpdateTime: new Date(run.changedAt),
  ...(run.updatedBy === undefined ? {} : { updatedBy: run.updatedBy }),
  status: run.status,
  input: {
    actionTypeId: run.action.actionTypeId,
    configuration: { ...run.action.configuration },
    resolvedConfiguration: { ...run.configuration },
    roleArn: run.roleArn,
    inputArtifacts: located(run.inputs),
    ...(run.action.namespace === undefined ? {} : { namespace: run.action.namespace }),
  },
  output: {
    outputArtifacts: located(run.outputs),
    outputVariables: { ...run.variables },
    executionResult: {
      ...(run.externalId === undefined ? {} : { externalExecutionId: run.externalId }),
      ...(run.summary === undefined ? {} : { externalExecutionSummary: run.summary }),
      ...(run.externalUrl === undefined ? {} : { externalExecutionUrl: run.externalUrl }),
      ...(run.error === undefined ? {} : { errorDetails: run.error }),
    },
  },
});
