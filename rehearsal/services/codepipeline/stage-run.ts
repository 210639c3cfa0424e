/** One stage: its actions by run order, those of one order side by side. */
import { runAction, type Desk } from './action-run';
import type { Action, ActionRun, Execution, Pipeline, StageRecord } from './model';

export type StageEnd = 'Succeeded' | 'Failed' | 'Stopped';

/** Runs the given actions of a stage. After a group with a failure nothing further starts. */
export const runStage = async (
  desk: Desk,
  pipeline: Pipeline,
  execution: Execution,
  stage: StageRecord,
  actions: readonly Action[],
): Promise<StageEnd> => {
  for (const group of byRunOrder(actions)) {
    if (execution.stop !== undefined) return 'Stopped';
    const runs = await Promise.all(group.map((action) => runAction(desk, pipeline, execution, stage, action)));
    if (runs.some((run) => run.status !== 'Succeeded')) return execution.stop === undefined ? 'Failed' : 'Stopped';
  }
  return execution.stop === undefined ? 'Succeeded' : 'Stopped';
};

/** Groups of actions that run side by side, in the order in which they run. Pure. */
export const byRunOrder = (actions: readonly Action[]): readonly (readonly Action[])[] => {
  const orders = [...new Set(actions.map((action) => action.runOrder))].sort((a, b) => a - b);
  return orders.map((order) => actions.filter((action) => action.runOrder === order));
};

/**
 * What a retry runs: with ALL_ACTIONS everything, with FAILED_ACTIONS whatever has not succeeded in this execution,
 * be it failed or never started. Pure.
 */
export const toRetry = (
  mode: 'ALL_ACTIONS' | 'FAILED_ACTIONS',
  actions: readonly Action[],
  runs: ReadonlyMap<string, Pick<ActionRun, 'executionId' | 'status'>>,
  executionId: string,
): readonly Action[] => {
  if (mode === 'ALL_ACTIONS') return actions;
  return actions.filter((action) => {
    const run = runs.get(action.name);
    return run === undefined || run.executionId !== executionId || run.status !== 'Succeeded';
  });
};
