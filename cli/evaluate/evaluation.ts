import type { JudgeInput } from '../../lambda/judge/input';
import type { Verdict } from '../../lambda/judge/verdict';
import type { SourceReceipt } from '../../lambda/sources/source';

/** One look of the command line: everything that the judge was given, so that its verdict can be computed again. */
export interface Evaluation extends JudgeInput {
  /** Version of the judge. */
  readonly engine: string;
  readonly verdict: Verdict;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly monspec: { readonly file: string; readonly sha256: string };
  readonly receipt: SourceReceipt;
}
