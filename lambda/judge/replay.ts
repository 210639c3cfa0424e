/** Computes a verdict again from the evidence that it rested on. */
import type { JudgeInput } from './input';
import { judgePercentage } from './percentage/judge';
import type { Verdict } from './verdict';

/** Version of the evidence document and of the judge that reads it. Raised whenever the same input may give another verdict. */
export const engineVersion = 'percentage/1';

/** The evidence was judged by another version of the judge. */
export class EngineMismatchError extends Error {
  override readonly name = 'EngineMismatchError';
  readonly code = 'ENGINE_MISMATCH';
  readonly fix = `Replay it with the version of this project that wrote it.`;

  constructor(readonly received: string) {
    super(`The evidence was written by engine ${received}; this is ${engineVersion}.`);
  }
}

/**
 * Replays the evidence of a look. The result equals the evidence's `verdict` byte for byte as JSON.
 * @throws EngineMismatchError where another engine wrote the evidence.
 */
export const replay = (evidence: JudgeInput & { readonly engine: string }): Verdict => {
  if (evidence.engine !== engineVersion) {
    throw new EngineMismatchError(evidence.engine);
  }
  return judgePercentage(evidence);
};
