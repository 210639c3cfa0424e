import type { Snapshot } from '../../cli/pipeline/snapshot';
import type { Line } from './lines';

/** What a rehearsal tells while it runs; the progress view and the NDJSON file are made of it. */
export type StoryEvent =
  /** What is being done now, in a few words. */
  | { readonly kind: 'phase'; readonly text: string }
  /** The pipeline as it stands, a few times a second. `series` holds the candidate's points of the last look by signature id. */
  | {
      readonly kind: 'snapshot';
      readonly build: number;
      readonly snapshot: Snapshot;
      readonly series: ReadonlyMap<string, readonly (number | null)[]>;
      readonly virtualNow: number;
    }
  /** A line of the NDJSON file. */
  | { readonly kind: 'line'; readonly line: Line }
  /** Something that a person should know, for example that a key was pressed. `whileServed`: nothing to read once the report is gone. */
  | { readonly kind: 'note'; readonly text: string; readonly whileServed?: true };

export type Watcher = (event: StoryEvent) => void;
