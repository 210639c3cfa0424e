import type {
  DescribeExecutionInput,
  DescribeExecutionOutput,
  GetExecutionHistoryInput,
  GetExecutionHistoryOutput,
  ListExecutionsInput,
  ListExecutionsOutput,
  StartExecutionInput,
  StartExecutionOutput,
  StopExecutionInput,
  StopExecutionOutput,
} from '@aws-sdk/client-sfn';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Operation } from '../../cloud/service';
import { statusOf, type Execution } from './execution';
import type { Executions } from './executions';
import { historyEvents } from './history';

/** An input in which the schema has made sure of some members. */
type Parsed<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]-?: NonNullable<T[P]> };

/** StartExecution. */
export const startExecution = (
  executions: Executions,
): Operation<Parsed<StartExecutionInput, 'stateMachineArn' | 'input'>, StartExecutionOutput> => ({
  needs: (input) => [{ action: 'states:StartExecution', resource: input.stateMachineArn }],
  run: (input) => {
    const machine = executions.machine(input.stateMachineArn);
    requireName(input.name);
    requireJson(input.input);
    const execution = executions.start(machine, input.name, input.input);
    return { executionArn: execution.arn, startDate: execution.startDate };
  },
});

const requireName = (name: string | undefined): void => {
  // eslint-disable-next-line no-control-regex -- these are the characters that the API names as forbidden
  if (name !== undefined && (name.length === 0 || name.length > 80 || /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001F\u007F-\u009F]/.test(name)))
    throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
};

const requireJson = (input: string): void => {
  try {
    JSON.parse(input);
  } catch {
    throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${input.slice(0, 80)}' is not JSON`);
  }
};

const description = (execution: Execution): DescribeExecutionOutput => {
  const { end } = execution;
  const base = {
    executionArn: execution.arn,
    stateMachineArn: execution.stateMachineArn,
    name: execution.name,
    status: statusOf(execution),
    startDate: execution.startDate,
    input: execution.input,
    inputDetails: { included: true },
    redriveCount: 0,
  };
  if (end === undefined) return base;
  if (end.status === 'SUCCEEDED') return { ...base, stopDate: end.stopDate, output: end.output, outputDetails: { included: true } };
  return { ...base, stopDate: end.stopDate, error: end.error, cause: end.cause };
};

/** DescribeExecution. */
export const describeExecution = (
  executions: Executions,
): Operation<Parsed<DescribeExecutionInput, 'executionArn'>, DescribeExecutionOutput> => ({
  needs: (input) => [{ action: 'states:DescribeExecution', resource: input.executionArn }],
  run: (input) => description(executions.execution(input.executionArn)),
});

/** StopExecution. An execution that has ended stays as it ended. */
export const stopExecution = (
  cloud: Cloud,
  executions: Executions,
): Operation<Parsed<StopExecutionInput, 'executionArn'>, StopExecutionOutput> => ({
  needs: (input) => [{ action: 'states:StopExecution', resource: input.executionArn }],
  run: (input) => {
    const execution = executions.execution(input.executionArn);
    execution.abort({
      ...(input.error === undefined ? {} : { error: input.error }),
      ...(input.cause === undefined ? {} : { cause: input.cause }),
    });
    return { stopDate: execution.end?.stopDate ?? new Date(cloud.clock.now()) };
  },
});

const listed = (execution: Execution) => ({
  executionArn: execution.arn,
  stateMachineArn: execution.stateMachineArn,
  name: execution.name,
  status: statusOf(execution),
  startDate: execution.startDate,
  ...(execution.end === undefined ? {} : { stopDate: execution.end.stopDate }),
  redriveCount: 0,
});

/** A page of a list: the token is the index of the first item. Throws InvalidToken. */
const page = <T>(items: readonly T[], size: number | undefined, token: string | undefined): { items: T[]; nextToken?: string } => {
  const start = Number(token ?? 0);
  if (!Number.isInteger(start) || start < 0) throw new AwsError('InvalidToken', `Invalid Token: '${token}'`);
  const end = start + (size === undefined || size === 0 ? 100 : size);
  return { items: items.slice(start, end), ...(end < items.length ? { nextToken: String(end) } : {}) };
};

/** ListExecutions, newest first. */
export const listExecutions = (
  executions: Executions,
): Operation<Parsed<ListExecutionsInput, 'stateMachineArn'>, ListExecutionsOutput> => ({
  needs: (input) => [{ action: 'states:ListExecutions', resource: input.stateMachineArn }],
  run: (input) => {
    executions.machine(input.stateMachineArn);
    const all = executions.of(input.stateMachineArn).map(listed);
    const wanted = input.statusFilter === undefined ? all : all.filter(({ status }) => status === input.statusFilter);
    const { items, ...rest } = page(wanted, input.maxResults, input.nextToken);
    return { executions: items, ...rest };
  },
});

/** GetExecutionHistory: executions, states and failed tasks. */
export const getExecutionHistory = (
  executions: Executions,
): Operation<Parsed<GetExecutionHistoryInput, 'executionArn'>, GetExecutionHistoryOutput> => ({
  needs: (input) => [{ action: 'states:GetExecutionHistory', resource: input.executionArn }],
  run: (input) => {
    const events = historyEvents(executions.execution(input.executionArn).history);
    const { items, ...rest } = page(input.reverseOrder === true ? events.toReversed() : events, input.maxResults, input.nextToken);
    return { events: items, ...rest };
  },
});
