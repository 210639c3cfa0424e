/** Moves executions of one pipeline from stage to stage. */
import { randomUUID } from 'node:crypto';
import type { ExecutionTrigger } from '@aws-sdk/client-codepipeline';
import type { Desk } from './action-run';
import { Doors } from './doors';
import { pipelineEvent, stageEvent, type PipelineState } from './events';
import type { Action, Execution, Pipeline, StageRecord } from './model';
import { runStage, type StageEnd } from './stage-run';

export class Engine {
  readonly doors: Doors;

  constructor(
    private readonly desk: Desk,
    readonly pipeline: Pipeline,
  ) {
    const enabled = pipeline.stages.map((stage) => stage.transition.enabled);
    this.doors = new Doors(pipeline.declaration.mode, enabled);
  }

  start(trigger: ExecutionTrigger): Execution {
    const execution = this.newExecution(trigger);
    this.pipeline.executions.set(execution.id, execution);
    pipelineEvent(this.desk.cloud, this.pipeline, execution, 'STARTED');
    this.inBackground(execution, this.travel(execution, 0));
    return execution;
  }

  /** A failed execution that is back inside its stage runs the given actions and goes on from there. */
  resume(execution: Execution, stage: number, actions: readonly Action[]): void {
    execution.attempt += 1;
    this.mark(execution, 'InProgress');
    pipelineEvent(this.desk.cloud, this.pipeline, execution, 'RESUMED');
    this.inBackground(execution, this.inside(execution, stage, actions, 'RESUMED'));
  }

  /** Asks an execution to stop; abandoned ones do not wait for the actions that run. */
  stop(execution: Execution, reason: string, abandon: boolean): void {
    execution.stop = { reason };
    this.mark(execution, 'Stopping');
    pipelineEvent(this.desk.cloud, this.pipeline, execution, 'STOPPING');
    if (abandon) execution.abort.abort(new Error('abandoned'));
    this.doors.withdraw(execution.id);
  }

  /** Ends everything without a trace, when the rehearsal ends. */
  close(): void {
    for (const { id, abort } of this.pipeline.executions.values()) {
      abort.abort(new Error('the rehearsal has ended'));
      this.doors.withdraw(id);
    }
  }

  private newExecution(trigger: ExecutionTrigger): Execution {
    const id = randomUUID();
    const now = this.desk.cloud.clock.now();
    return {
      id,
      startedAt: now,
      trigger,
      artifacts: new Map(),
      revisions: [],
      sources: [],
      namespaces: new Map([['codepipeline', { PipelineExecutionId: id }]]),
      abort: new AbortController(),
      status: 'InProgress',
      updatedAt: now,
      attempt: 1,
    };
  }

  private async travel(execution: Execution, from: number): Promise<void> {
    const stage = this.pipeline.stages[from];
    if (stage === undefined) return this.end(execution, 'Succeeded', 'SUCCEEDED');
    switch (await this.doors.enter(from, execution.id)) {
      case 'superseded':
        return this.end(execution, 'Superseded', 'SUPERSEDED');
      case 'withdrawn':
        return this.end(execution, 'Stopped', 'STOPPED');
      case 'entered':
        return this.inside(execution, from, stage.declaration.actions, 'STARTED');
    }
  }

  private async inside(execution: Execution, index: number, actions: readonly Action[], how: 'STARTED' | 'RESUMED'): Promise<void> {
    const stage = this.pipeline.stages[index];
    if (stage === undefined) return;
    this.enterStage(execution, stage, how);
    const end = await runStage(this.desk, this.pipeline, execution, stage, actions);
    this.leaveStage(execution, stage, end);
    this.doors.leave(index);
    switch (end) {
      case 'Succeeded':
        return this.travel(execution, index + 1);
      case 'Failed':
        return this.end(execution, 'Failed', 'FAILED');
      case 'Stopped':
        return this.end(execution, 'Stopped', 'STOPPED');
    }
  }

  private enterStage(execution: Execution, stage: StageRecord, how: 'STARTED' | 'RESUMED'): void {
    stage.latest = { executionId: execution.id, status: 'InProgress' };
    stageEvent(this.desk.cloud, this.pipeline, execution, stage.declaration.name, how);
  }

  private leaveStage(execution: Execution, stage: StageRecord, end: StageEnd): void {
    stage.latest = { executionId: execution.id, status: end };
    const states = { Succeeded: 'SUCCEEDED', Failed: 'FAILED', Stopped: 'STOPPED' } as const;
    stageEvent(this.desk.cloud, this.pipeline, execution, stage.declaration.name, states[end]);
  }

  private end(execution: Execution, status: Execution['status'], state: PipelineState): void {
    this.mark(execution, status);
    pipelineEvent(this.desk.cloud, this.pipeline, execution, state);
  }

  private mark(execution: Execution, status: Execution['status']): void {
    execution.status = status;
    execution.updatedAt = this.desk.cloud.clock.now();
  }

  private inBackground(execution: Execution, work: Promise<void>): void {
    this.desk.cloud.background('codepipeline', `execution ${execution.id} of ${this.pipeline.declaration.name}`, work);
  }
}
