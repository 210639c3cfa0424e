import {
  DisableStageTransitionCommand,
  EnableStageTransitionCommand,
  GetPipelineStateCommand,
  type StageState,
} from '@aws-sdk/client-codepipeline';
import { UserError } from '../errors';
import type { Clients } from './clients';
import { readEnvironments, readGate } from './gate';
import type { Snapshot } from './snapshot';

/** Whether builds may enter a stage, and what CodePipeline's console shows where they may not. */
export type Transition =
  | { readonly stage: string; readonly open: true }
  | {
      readonly stage: string;
      readonly open: false;
      readonly reason: string;
      /** ARN of whoever closed it. */
      readonly by: string;
      /** Epoch milliseconds; absent where CodePipeline does not say. */
      readonly at?: number;
    };

/** CodePipeline's own limit of the reason. */
const mostCharacters = 300;

/** The text with every character that CodePipeline refuses in a reason as a blank, cut to 300 characters. Pure. */
export const asReason = (text: string): string =>
  text
    .replaceAll(/[^a-zA-Z0-9!@().*?-]+/g, ' ')
    .trim()
    .slice(0, mostCharacters)
    .trim();

/**
 * Stages of a pipeline that a lock closes: the one that was named, or every environment that rolls back (production).
 * @throws UserError when the pipeline has no such stage.
 */
export async function lockableStages(clients: Clients, pipeline: string, stage: string | undefined): Promise<readonly string[]> {
  if (stage !== undefined) return [stage];
  const { environments } = await readEnvironments(clients, await readGate(clients), pipeline);
  const stages = Object.entries(environments).flatMap(([name, { rollback }]) => (rollback ? [name] : []));
  if (stages.length > 0) return stages;
  throw new UserError(`No environment of "${pipeline}" rolls back, so there is none to lock by default. Name a stage with --stage.`);
}

/**
 * Reads whether builds may enter the stages.
 * @throws UserError when there is no such pipeline, or a stage has no transition: it does not exist or is the first.
 */
export async function readTransitions(
  { codepipeline }: Clients,
  pipeline: string,
  stages: readonly string[],
): Promise<readonly Transition[]> {
  const { stageStates = [] } = await named(pipeline, codepipeline.send(new GetPipelineStateCommand({ name: pipeline })));
  return stages.map((stage) => transitionOf(stage, pipeline, stageStates));
}

function transitionOf(stage: string, pipeline: string, states: readonly StageState[]): Transition {
  const state = states.find(({ stageName }) => stageName === stage)?.inboundTransitionState;
  if (state === undefined) {
    const others = states.filter(({ inboundTransitionState }) => inboundTransitionState !== undefined).map(({ stageName }) => stageName);
    throw new UserError(`Pipeline "${pipeline}" has no stage "${stage}" that can be locked. Choose from: ${others.join(', ')}.`);
  }
  if (state.enabled !== false) return { stage, open: true };
  const at = state.lastChangedAt?.getTime();
  return {
    stage,
    open: false,
    reason: state.disabledReason ?? 'no reason given',
    by: state.lastChangedBy ?? 'unknown',
    ...(at === undefined ? {} : { at }),
  };
}

/** Whether everything before a stage is done and the stage has not begun. Pure. */
export function waitsBefore({ status, actions }: Pick<Snapshot, 'status' | 'actions'>, door: string): boolean {
  const first = actions.findIndex(({ stage }) => stage === door);
  return (
    status === 'InProgress' &&
    first > 0 &&
    actions.slice(0, first).every((action) => action.status === 'Succeeded') &&
    actions.slice(first).every((action) => action.status === 'NotStarted')
  );
}

/** Lets no build enter the stage; what is in it already goes on. */
export const closeTransition = async (
  { codepipeline }: Clients,
  pipelineName: string,
  stageName: string,
  reason: string,
): Promise<void> => {
  await codepipeline.send(new DisableStageTransitionCommand({ pipelineName, stageName, transitionType: 'Inbound', reason }));
};

/** Lets builds enter the stage again; the newest that waits enters at once. */
export const openTransition = async ({ codepipeline }: Clients, pipelineName: string, stageName: string): Promise<void> => {
  await codepipeline.send(new EnableStageTransitionCommand({ pipelineName, stageName, transitionType: 'Inbound' }));
};

async function named<T>(pipeline: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'PipelineNotFoundException')
      throw new UserError(`There is no pipeline "${pipeline}" in this account and region.`);
    throw error;
  }
}
