/** Finds what requests name, or throws the exception that CodePipeline gives. */
import { AwsError } from '../../cloud/aws-error';
import type { Engine } from './engine';
import type { Action, Execution, Pipeline, StageRecord } from './model';

export type Engines = ReadonlyMap<string, Engine>;

export const findEngine = (engines: Engines, name: string, account: string): Engine => {
  const engine = engines.get(name);
  if (engine !== undefined) return engine;
  throw new AwsError('PipelineNotFoundException', `Account '${account}' does not have a pipeline with name '${name}'`);
};

export const findStage = (pipeline: Pipeline, name: string): { readonly stage: StageRecord; readonly index: number } => {
  const index = pipeline.stages.findIndex((stage) => stage.declaration.name === name);
  const stage = pipeline.stages[index];
  if (stage !== undefined) return { stage, index };
  throw new AwsError('StageNotFoundException', `Pipeline '${pipeline.declaration.name}' does not have a stage with name '${name}'`);
};

export const findAction = (stage: StageRecord, name: string): Action => {
  const action = stage.declaration.actions.find((candidate) => candidate.name === name);
  if (action !== undefined) return action;
  throw new AwsError('ActionNotFoundException', `Stage '${stage.declaration.name}' does not have an action with name '${name}'`);
};

export const findExecution = (pipeline: Pipeline, id: string): Execution => {
  const execution = pipeline.executions.get(id);
  if (execution !== undefined) return execution;
  throw new AwsError(
    'PipelineExecutionNotFoundException',
    `Pipeline '${pipeline.declaration.name}' does not have an execution with id '${id}'`,
  );
};
