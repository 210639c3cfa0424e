/**
 * The evidence of one look: everything that the judge was given, so that its verdict can be replayed to the byte.
 * Stored as JSON at `<pipeline>/<executionId>/<stage>/<attempt>/look-<number>.json`.
 */
import type { JudgeInput } from '../judge/input';
import type { Verdict } from '../judge/verdict';
import type { SourceReceipt } from '../sources/source';

export interface Evidence extends JudgeInput {
  /** Version of this document and of the judge that read it; a replay refuses any that it does not have. */
  readonly engine: string;
  readonly validationId: string;
  readonly look: number;
  readonly at: number;
  readonly monspecSha256: string;
  readonly verdict: Verdict;
  readonly receipt: SourceReceipt;
}
