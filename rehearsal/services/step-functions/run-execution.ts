import type { Cloud } from '../../cloud/cloud';
import type { Execution, ExecutionEnd, ExecutionFailure } from './execution';
import { historyEntry } from './history';
import type { StepFunctionsLibrary } from './library';
import type { StateMachine } from './state-machine';

/** Starts an execution; `ended` resolves once it has ended, and never rejects. */
export const runExecution = (
  cloud: Cloud,
  library: StepFunctionsLibrary,
  machine: StateMachine,
  request: { readonly name: string; readonly input: string },
): { execution: Execution; ended: Promise<void> } => {
  const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${request.name}`;
  const run = new library.StateMachine(machine.definition, { validationOptions: { noValidate: true } }).run(JSON.parse(request.input), {
    overrides: { taskResourceLocalHandlers: machine.handlers },
    context: contextOf(machine, arn, request.name),
  });
  let aborted: ExecutionFailure | undefined;
  const execution: Execution = {
    arn,
    name: request.name,
    stateMachineArn: machine.arn,
    input: request.input,
    startDate: new Date(cloud.clock.now()),
    history: [],
    abort: (failure) => {
      aborted = failure;
      run.abort();
    },
  };
  const follow = async (): Promise<void> => {
    const [end] = await Promise.all([settled(library, run.result, () => aborted), collect(run.eventLogs, execution)]);
    execution.end = { ...end, stopDate: new Date(cloud.clock.now()) };
  };
  return { execution, ended: follow() };
};

/** What `$$` holds besides the execution's input and start, which the library adds. */
const contextOf = (machine: StateMachine, arn: string, name: string) => ({
  Execution: { Id: arn, Name: name, RoleArn: machine.roleArn, RedriveCount: 0 },
  StateMachine: { Id: machine.arn, Name: machine.name },
});

const collect = async (events: AsyncIterable<Parameters<typeof historyEntry>[0]>, execution: Execution): Promise<void> => {
  for await (const event of events) execution.history.push(historyEntry(event));
};

const settled = async (
  library: StepFunctionsLibrary,
  result: Promise<unknown>,
  aborted: () => ExecutionFailure | undefined,
): Promise<ExecutionEnd> => {
  try {
    return { status: 'SUCCEEDED', output: JSON.stringify(await result) };
  } catch (error) {
    if (error instanceof library.ExecutionTimeoutError) return { status: 'TIMED_OUT', error: 'States.Timeout' };
    if (error instanceof library.ExecutionAbortedError) return { status: 'ABORTED', ...aborted() };
    return { status: 'FAILED', ...failureOf(error) };
  }
};

/** The library wraps what failed in an ExecutionError whose `cause` is the state's own error. */
const failureOf = (error: unknown): ExecutionFailure => {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return inner instanceof Error ? { error: inner.name, cause: inner.message } : { error: 'States.Runtime', cause: String(inner) };
};
