/** A problem, as healing's records tell it. */
import type { ProblemRecord, Remediation } from '../../healing/remediation';

export interface ProblemStory {
  readonly record: ProblemRecord;
  /** The rollback that answers it, its own or one that it joined. */
  readonly remediation: Remediation | undefined;
}

export interface ProblemInput {
  readonly story: ProblemStory;
  /** Epoch milliseconds. */
  readonly now: number;
}
