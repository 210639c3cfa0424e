import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { DefinitionBody } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { WorkflowState } from '../../lambda/contract/workflow';
import { workflowLoop } from './workflow-loop';

/** The steps of the loop. */
export type WorkflowFunctions = Readonly<Record<Exclude<WorkflowState['next'], 'done'>, IFunction>>;

/** Longer than the longest gate: two windows of a day each, warm-up, delay and a rollback. */
export const workflowTimeout = Duration.days(4);

/**
 * The gate's loop. A look that fails for good goes to Decide with the error, which holds; a Decide or Remediate that
 * fails for good fails the execution, and the watchdog holds.
 */
export const workflow = (scope: Construct, { look, decide, remediate }: WorkflowFunctions): DefinitionBody =>
  workflowLoop(scope, { look, decide, remediate }, { by: 'decide', of: ['look'] });
