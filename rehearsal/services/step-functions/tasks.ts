import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Principal } from '../../cloud/service';
import type { FunctionFailure, InvokeOutput } from '../lambda/api';
import { allStates, type Definition, type State } from './definition';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type TaskHandler = (input: Json) => Promise<Json>;

/** A failed task: `name` is the error name that Retry and Catch match, `message` the cause. */
export class TaskError extends Error {
  constructor(
    override readonly name: string,
    cause: string,
  ) {
    super(cause);
  }
}

const invokeResource = 'arn:aws:states:::lambda:invoke';

/** The handlers of all tasks, by state name. Throws InvalidDefinition for a resource that is not rehearsed. */
export const taskHandlers = (cloud: Cloud, definition: Definition, caller: Principal): Record<string, TaskHandler> =>
  Object.fromEntries(
    allStates(definition)
      .filter(({ state }) => state.Type === 'Task')
      .map(({ name, state }) => [name, handlerFor(cloud, name, state, caller)]),
  );

const handlerFor = (cloud: Cloud, name: string, { Resource = '' }: State, caller: Principal): TaskHandler => {
  if (Resource === invokeResource) return (input) => optimised(cloud, input, caller);
  if (/^arn:[\w-]+:lambda:/.test(Resource)) return async (input) => (await invoke(cloud, Resource, input, caller)).result;
  throw new AwsError(
    'InvalidDefinition',
    `Invalid State Machine Definition: state ${name} calls ${Resource}; the rehearsal runs ${invokeResource} and function ARNs`,
  );
};

/** The `lambda:invoke` integration: parameters in, the API's answer out, with its payload parsed. */
const optimised: (cloud: Cloud, input: Json, caller: Principal) => Promise<Json> = async (cloud, input, caller) => {
  const { FunctionName, Payload = {} } = (input ?? {}) as { FunctionName?: string; Payload?: Json };
  if (FunctionName === undefined) throw new TaskError('States.Runtime', 'The parameters of lambda:invoke name no FunctionName');
  const { output, result } = await invoke(cloud, FunctionName, Payload, caller);
  return { ExecutedVersion: output.ExecutedVersion ?? '$LATEST', Payload: result, StatusCode: output.StatusCode };
};

const invoke = async (
  cloud: Cloud,
  FunctionName: string,
  payload: Json,
  caller: Principal,
): Promise<{ output: InvokeOutput; result: Json }> => {
  const output = await called(() =>
    cloud.call<InvokeOutput>('lambda', 'Invoke', { FunctionName, Payload: Buffer.from(JSON.stringify(payload)) }, caller),
  );
  const body = Buffer.from(output.Payload ?? []).toString('utf8');
  if (output.FunctionError === undefined) return { output, result: JSON.parse(body) as Json };
  throw new TaskError((JSON.parse(body) as FunctionFailure).errorType, body);
};

/** Errors of the call itself get the service's prefix, as in `Lambda.TooManyRequestsException`. */
const called = async (call: () => Promise<InvokeOutput>): Promise<InvokeOutput> => {
  try {
    return await call();
  } catch (error) {
    if (error instanceof AwsError) throw new TaskError(`Lambda.${error.code}`, error.message);
    throw error;
  }
};
