import type { HistoryEvent, HistoryEventType } from '@aws-sdk/client-sfn';
import type { HistoryEntry } from './execution';

/** An event of the library's log, as far as the history reads it. */
export interface LoggedEvent {
  readonly type: string;
  readonly timestamp: number;
  readonly state?: { readonly name: string; readonly type: string; readonly input: unknown; readonly output?: unknown };
  readonly input?: unknown;
  readonly output?: unknown;
  readonly Error?: string;
  readonly Cause?: unknown;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

const failure = (event: LoggedEvent) => ({ error: event.Error, cause: text(event.Cause) });

/** Turns an event of the library into one of AWS: its type, and the member that holds its details. */
export const historyEntry = (event: LoggedEvent): HistoryEntry => {
  const timestamp = new Date(event.timestamp);
  const { state } = event;
  switch (event.type) {
    case 'ExecutionStarted':
      return { timestamp, type: event.type, details: { executionStartedEventDetails: { input: text(event.input) } } };
    case 'ExecutionSucceeded':
      return { timestamp, type: event.type, details: { executionSucceededEventDetails: { output: text(event.output) } } };
    case 'ExecutionFailed':
      return { timestamp, type: event.type, details: { executionFailedEventDetails: failure(event) } };
    case 'ExecutionTimeout':
      return { timestamp, type: 'ExecutionTimedOut', details: {} };
    case 'StateEntered':
      return {
        timestamp,
        type: `${state?.type}StateEntered`,
        details: { stateEnteredEventDetails: { name: state?.name, input: text(state?.input) } },
      };
    case 'StateExited':
      return {
        timestamp,
        type: `${state?.type}StateExited`,
        details: { stateExitedEventDetails: { name: state?.name, output: text(state?.output) } },
      };
    case 'StateFailed':
      return {
        timestamp,
        type: 'TaskFailed',
        details: { taskFailedEventDetails: { resourceType: 'lambda', resource: state?.name, ...failure(event) } },
      };
    default:
      return { timestamp, type: event.type, details: {} };
  }
};

/** Retries and catches show in AWS's history only by the states entered after them. */
const shown = (entry: HistoryEntry): boolean => entry.type !== 'StateRetried' && entry.type !== 'StateCaught';

/** The history as GetExecutionHistory answers it, numbered from 1. */
export const historyEvents = (history: readonly HistoryEntry[]): HistoryEvent[] =>
  history.filter(shown).map((entry, index) => ({
    timestamp: entry.timestamp,
    type: entry.type as HistoryEventType,
    id: index + 1,
    previousEventId: index,
    ...entry.details,
  }));
