import type { Snapshot } from '../pipeline/snapshot';
import type { StoryEvent } from '../../rehearsal/story/events';
import type { ExecutionLine, ProblemLine } from '../../rehearsal/story/lines';
import type { GateLine } from '../../rehearsal/story/lines-of-build';

/** What the progress view shows. */
export interface ProgressState {
  readonly phase: string;
  readonly build?: number;
  readonly snapshot?: Snapshot;
  readonly series: ReadonlyMap<string, readonly (number | null)[]>;
  readonly virtualNow?: number;
  /** What has been decided and done so far, in order. */
  readonly history: readonly (GateLine | ProblemLine | ExecutionLine)[];
  /** The last note. */
  readonly note?: string;
}

/** Before anything has happened. */
export const initialState: ProgressState = { phase: 'Starting', series: new Map(), history: [] };

/** The state after an event. Pure. */
export function progress(state: ProgressState, event: StoryEvent): ProgressState {
  switch (event.kind) {
    case 'phase':
      return { ...state, phase: event.text };
    case 'snapshot':
      return { ...state, build: event.build, snapshot: event.snapshot, series: event.series, virtualNow: event.virtualNow };
    case 'line':
      return event.line.type === 'summary' ? state : { ...state, history: [...state.history, event.line] };
    case 'note':
      return { ...state, note: event.text };
  }
}
