import { parseEvidence } from '../aws/evidence-schema';
import type { Validation } from '../gate/validation';
import type { EvidenceReading, ReportStore } from './ports';

/** The part of the validations table that the report reads. */
export interface Validations {
  find(validationId: string): Promise<Validation | undefined>;
  newestFirst(pipeline: string): AsyncIterable<Validation>;
}

/** The part of the evidence bucket that the report reads. */
export interface EvidenceTexts {
  text(key: string): Promise<string | undefined>;
}

/** Where a report notes what it had to leave out. */
export interface ReportLog {
  warn(message: string, error: Error): void;
}

/** Records and evidence where the gate keeps them. Evidence that cannot be read does not keep the record from being shown. */
export class StoredReports implements ReportStore {
  constructor(
    private readonly validations: Validations,
    private readonly texts: EvidenceTexts,
    private readonly log: ReportLog,
  ) {}

  validation(validationId: string): Promise<Validation | undefined> {
    return this.validations.find(validationId);
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
      const text = await this.texts.text(key);
      if (text === undefined) return { kind: 'unreadable', detail: 'it is no longer in the evidence bucket' };
      return { kind: 'found', evidence: parseEvidence(key, text) };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.log.warn('Evidence could not be read', error);
      return { kind: 'unreadable', detail: `reading it failed with ${error.name}; try again, then look in the log of the report function` };
    }
  }
}
