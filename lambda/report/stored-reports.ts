import type { Evidence } from '../gate/evidence';
import type { Validation } from '../gate/validation';
import type { EvidenceReading, ReportStore } from './ports';
import type { ProblemStory } from './problem/story';

/** The part of the validations table that the report reads. */
export interface Validations {
  find(validationId: string): Promise<Validation | undefined>;
  newestFirst(pipeline: string): AsyncIterable<Validation>;
}

/** Reads the evidence at a key; `undefined` where there is none. Throws where what is there is no evidence. */
export type ReadEvidence = (key: string) => Promise<Evidence | undefined>;

/** Reads a problem; `undefined` where there is none. Default: nothing is healed here, so there is none. */
export type ReadProblem = (problemId: string) => Promise<ProblemStory | undefined>;

/** Where a report notes what it had to leave out. */
export interface ReportLog {
  warn(message: string, error: Error): void;
}

/** Records and evidence where the gate keeps them. Evidence that cannot be read does not keep the record from being shown. */
export class StoredReports implements ReportStore {
  constructor(
    private readonly validations: Validations,
    private readonly readEvidence: ReadEvidence,
    private readonly log: ReportLog,
    private readonly readProblem: ReadProblem = async () => undefined,
  ) {}

  validation(validationId: string): Promise<Validation | undefined> {
    return this.validations.find(validationId);
  }

  problem(problemId: string): Promise<ProblemStory | undefined> {
    return this.readProblem(problemId);
  }

  async builds(pipeline: string, limit: number): Promise<readonly Validation[]> {
    const builds: Validation[] = [];
    for await (const validation of this.validations.newestFirst(pipeline)) {
      builds.push(validation);
      if (builds.length >= limit) break;
    }
    return builds;
  }

  async evidence(key: string): Promise<EvidenceReading> {
    try {
      const evidence = await this.readEvidence(key);
      return evidence === undefined
        ? { kind: 'unreadable', detail: 'it is no longer in the evidence bucket' }
        : { kind: 'found', evidence };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.log.warn('Evidence could not be read', error);
      return { kind: 'unreadable', detail: `reading it failed with ${error.name}; try again, then look in the log of the report function` };
    }
  }
}
