import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Choice, Condition, DefinitionBody, Errors, JitterType, Succeed, TaskInput, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';

/** Which step takes over with `$.error` when one of the others fails for good. */
export interface Rescue<Step extends string> {
  readonly by: NoInfer<Step>;
  readonly of: readonly NoInfer<Step>[];
}

/**
 * One loop: wait until `$.at`, then run the step that `$.next` names, or end where it names `done`. Every step is a
 * function that returns the next state. A step that fails for good goes to its rescue, or fails the execution.
 */
export function workflowLoop<Step extends string>(
  scope: Construct,
  functions: Readonly<Record<Step, IFunction>>,
  rescue: Rescue<Step>,
): DefinitionBody {
  const wait = new Wait(scope, 'WaitUntilDue', { time: WaitTime.timestampPath('$.at') });
  const route = new Choice(scope, 'Route');
  const steps = Object.entries<IFunction>(functions).map(([name, lambdaFunction]) => ({
    name,
    task: step(scope, title(name), lambdaFunction),
  }));
  const rescuer = steps.find(({ name }) => name === rescue.by)?.task;
  for (const { name, task } of steps) {
    if (rescuer !== undefined && rescue.of.some((rescued) => rescued === name))
      task.addCatch(rescuer, { errors: [Errors.ALL], resultPath: '$.error' });
    route.when(isNext(name), task);
    task.next(wait);
  }
  route.when(isNext('done'), new Succeed(scope, 'Done'));
  return DefinitionBody.fromChainable(wait.next(route));
}

/** `look` → `Look`: the state, and the function of a step. */
export const title = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

const isNext = (next: string): Condition => Condition.stringEquals('$.next', next);

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
