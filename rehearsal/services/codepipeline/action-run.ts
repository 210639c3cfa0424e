/** One action from start to end: variables, role, provider, events. */
import { randomUUID } from 'node:crypto';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Principal } from '../../cloud/service';
import { approvalToken } from './actions/approval';
import { providerOf } from './actions/providers';
import type { ActionOutcome } from './actions/runner';
import type { Approvals } from './approvals';
import { actionEvent } from './events';
import type { Jobs } from './jobs';
import type { Action, ActionRun, Execution, Pipeline, StageRecord } from './model';
import { inputsInRegion } from './regional-artifacts';
import { resolveVariables } from './variables';

export interface Desk {
  readonly cloud: Cloud;
  readonly jobs: Jobs;
  readonly approvals: Approvals;
}

/** Runs the action and gives the finished run. Never rejects. */
export const runAction = async (
  desk: Desk,
  pipeline: Pipeline,
  execution: Execution,
  stage: StageRecord,
  action: Action,
): Promise<ActionRun> => {
  const run = begin(desk, pipeline, execution, stage, action);
  actionEvent(desk.cloud, pipeline, execution, run, 'STARTED');
  const outcome = await attempt(desk, pipeline, execution, run);
  finish(desk, pipeline, execution, run, outcome);
  return run;
};

const begin = (desk: Desk, pipeline: Pipeline, execution: Execution, stage: StageRecord, action: Action): ActionRun => {
  const now = desk.cloud.clock.now();
  const token = approvalToken(action.actionTypeId?.provider);
  const run: ActionRun = {
    id: randomUUID(),
    executionId: execution.id,
    stage: stage.declaration.name,
    action,
    roleArn: action.roleArn ?? pipeline.declaration.roleArn,
    startedAt: now,
    inputs: action.inputs.flatMap((name) => execution.artifacts.get(name) ?? []),
    configuration: action.configuration,
    outputs: [],
    variables: {},
    status: 'InProgress',
    changedAt: now,
    ...(token === undefined ? {} : { token }),
  };
  stage.runs.set(action.name, run);
  pipeline.history.push(run);
  return run;
};

type Ending = ActionOutcome | { readonly kind: 'abandoned' };

const attempt = async (desk: Desk, pipeline: Pipeline, execution: Execution, run: ActionRun): Promise<Ending> => {
  try {
    run.configuration = resolveVariables(run.action.configuration, execution.namespaces);
    const role = await assume(desk.cloud, pipeline.declaration.roleArn, run);
    run.inputs = await inputsInRegion(desk.cloud, pipeline.declaration, run);
    const runner = providerOf(run.action.actionTypeId);
    if (runner === undefined) throw new AwsError('ConfigurationError', `No provider runs ${run.action.name}.`);
    return await runner({ ...desk, pipeline, execution, run, role, signal: execution.abort.signal });
  } catch (error) {
    if (execution.abort.signal.aborted) return { kind: 'abandoned' };
    return failureOf(error);
  }
};

/** CodePipeline takes the pipeline's role, and with it the action's, as far as policies and trust policies let it. */
const assume = async (cloud: Cloud, pipelineRole: string, run: ActionRun): Promise<Principal> => {
  const take = (RoleArn: string, caller: Principal) => cloud.call('sts', 'AssumeRole', { RoleArn, RoleSessionName: run.id }, caller);
  await take(pipelineRole, { kind: 'service', name: 'codepipeline.amazonaws.com' });
  if (run.roleArn !== pipelineRole) await take(run.roleArn, { kind: 'role', arn: pipelineRole });
  return { kind: 'role', arn: run.roleArn };
};

const failureOf = (error: unknown): ActionOutcome => {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof AwsError ? error.code : 'InternalError';
  if (!code.startsWith('AccessDenied')) return { kind: 'failed', code, message };
  return {
    kind: 'failed',
    code: 'PermissionError',
    message: `Insufficient permissions: the provided role does not have permissions to perform this action. Underlying error: ${message}`,
  };
};

const states = { succeeded: 'SUCCEEDED', failed: 'FAILED', abandoned: 'ABANDONED' } as const;
const statuses = { succeeded: 'Succeeded', failed: 'Failed', abandoned: 'Abandoned' } as const;

const finish = (desk: Desk, pipeline: Pipeline, execution: Execution, run: ActionRun, ending: Ending): void => {
  run.status = statuses[ending.kind];
  run.changedAt = desk.cloud.clock.now();
  if (ending.kind === 'succeeded') keep(execution, run, ending);
  if (ending.kind === 'failed') {
    run.error = { code: ending.code, message: ending.message };
    run.summary = ending.summary ?? ending.message;
    desk.cloud.log('codepipeline', 'action failed', { stage: run.stage, action: run.action.name, ...run.error });
  }
  actionEvent(desk.cloud, pipeline, execution, run, states[ending.kind]);
};

const keep = (execution: Execution, run: ActionRun, outcome: Extract<ActionOutcome, { kind: 'succeeded' }>): void => {
  if (outcome.summary !== undefined && outcome.summary !== '') run.summary = outcome.summary;
  run.outputs = outcome.outputs ?? [];
  run.variables = outcome.variables ?? {};
  for (const artifact of run.outputs) execution.artifacts.set(artifact.name, artifact);
  if (run.action.namespace !== undefined) execution.namespaces.set(run.action.namespace, run.variables);
  if (outcome.revision === undefined) return;
  execution.revisions.push(outcome.revision);
  execution.sources.push({
    actionName: run.action.name,
    revisionId: outcome.revision.revisionId,
    revisionSummary: outcome.revision.revisionSummary,
  });
};
