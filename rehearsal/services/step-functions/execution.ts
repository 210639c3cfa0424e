import type { ExecutionStatus } from '@aws-sdk/client-sfn';

/** Error and cause of an execution that did not succeed. */
export interface ExecutionFailure {
  readonly error?: string;
  readonly cause?: string;
}

/** How an execution ended. */
export type ExecutionEnd =
  { readonly status: 'SUCCEEDED'; readonly output: string } | ({ readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED' } & ExecutionFailure);

/** One line of the history, before it is numbered. */
export interface HistoryEntry {
  readonly timestamp: Date;
  readonly type: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** One execution of a state machine. Times are virtual. */
export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  /** JSON. */
  readonly input: string;
  readonly startDate: Date;
  end?: ExecutionEnd & { readonly stopDate: Date };
  readonly history: HistoryEntry[];
  /** Ends the execution; it becomes ABORTED with this failure. */
  abort(failure: ExecutionFailure): void;
}

export const statusOf = (execution: Execution): ExecutionStatus => execution.end?.status ?? 'RUNNING';
