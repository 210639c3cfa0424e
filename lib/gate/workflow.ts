import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Choice, Condition, DefinitionBody, Errors, JitterType, Succeed, TaskInput, Wait, WaitTime, type Chain } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import type { WorkflowState } from '../../lambda/contract/workflow';

/** The steps of the loop. */
export interface WorkflowFunctions {
  readonly look: IFunction;
  readonly decide: IFunction;
  readonly remediate: IFunction;
}

/** Longer than the longest gate: two windows of a day each, warm-up, delay and a rollback. */
export const workflowTimeout = Duration.days(4);

/**
 * One loop: wait until the next step is due, then do it. A look that fails for good goes to Decide with the error,
 * which holds; a Decide or Remediate that fails for good fails the execution, and the watchdog holds.
 */
export function workflow(scope: Construct, functions: WorkflowFunctions): DefinitionBody {
  const wait = new Wait(scope, 'WaitUntilDue', { time: WaitTime.timestampPath('$.at') });
  const look = step(scope, 'Look', functions.look);
  const decide = step(scope, 'Decide', functions.decide);
  const remediate = step(scope, 'Remediate', functions.remediate);
  const route = new Choice(scope, 'Route')
    .when(isNext('look'), look)
    .when(isNext('decide'), decide)
    .when(isNext('remediate'), remediate)
    .when(isNext('done'), new Succeed(scope, 'Done'));

  look.addCatch(decide, { errors: [Errors.ALL], resultPath: '$.error' });
  for (const task of [look, decide, remediate]) task.next(wait);
  const loop: Chain = wait.next(route);
  return DefinitionBody.fromChainable(loop);
}

const isNext = (next: WorkflowState['next']): Condition => Condition.stringEquals('$.next', next);

/** Every step may be repeated: what it has done already is in the table. Lambda bounds its time. */
function step(scope: Construct, id: string, lambdaFunction: IFunction): LambdaInvoke {
  const task = new LambdaInvoke(scope, id, {
    lambdaFunction,
    payload: TaskInput.fromJsonPathAt('$'),
    outputPath: '$.Payload',
    retryOnServiceExceptions: false,
  });
  task.addRetry({
    errors: [Errors.ALL],
    interval: Duration.seconds(5),
    backoffRate: 2,
    maxAttempts: 6,
    maxDelay: Duration.minutes(2),
    jitterStrategy: JitterType.FULL,
  });
  return task;
}
