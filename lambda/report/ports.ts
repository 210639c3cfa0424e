/** What the report needs from outside: records, evidence and links. Plain types, passed as arguments. */
import type { Evidence } from '../gate/evidence';
import type { Validation } from '../gate/validation';
import type { ProblemStory } from './problem/story';

/** What became of the evidence of a look. A report is shown without it, and says so. */
export type EvidenceReading =
  | { readonly kind: 'found'; readonly evidence: Evidence }
  /** There has been no look yet, or none was possible. */
  | { readonly kind: 'none' }
  /** The object is gone, or cannot be read as evidence; `detail` is one sentence for people. */
  | { readonly kind: 'unreadable'; readonly detail: string };

/** Where the report reads. It never writes. */
export interface ReportStore {
  /** One validation, `undefined` where there is none of this id. */
  validation(validationId: string): Promise<Validation | undefined>;
  /** The newest validations of a pipeline, newest first, at most `limit`; empty for a pipeline that never ran. */
  builds(pipeline: string, limit: number): Promise<readonly Validation[]>;
  /** One problem with its rollback, `undefined` where there is none of this id. */
  problem(problemId: string): Promise<ProblemStory | undefined>;
  /** The evidence at a key of the evidence bucket. */
  evidence(key: string): Promise<EvidenceReading>;
}

/** The formats in which every page can be had. */
export const reportFormats = ['html', 'json', 'markdown'] as const;

export type ReportFormat = (typeof reportFormats)[number];

/** What a link leads to. */
export interface ReportTarget {
  readonly page: 'validation' | 'pipeline' | 'problem';
  /** The validation's or problem's id or the pipeline's name, not encoded. */
  readonly id: string;
}

/** Makes a signed address that expires when the page on which it stands does. Absent where there is nowhere to link to. */
export type ReportLinks = (target: ReportTarget, format?: ReportFormat) => string;
