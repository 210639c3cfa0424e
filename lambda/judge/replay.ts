/** Computes a verdict again from the evidence that it rested on. */
import type { RuleName } from '../monspec/monspec';
import type { JudgeInput } from './input';
import { engineVersions, judgeBy } from './judge';
import type { Verdict } from './verdict';

/** The evidence was judged by another version of the judge. */
export class EngineMismatchError extends Error {
  override readonly name = 'EngineMismatchError';
  readonly code = 'ENGINE_MISMATCH';
  readonly fix = `Replay it with the version of this project that wrote it.`;

  constructor(readonly received: string) {
    super(`The evidence was written by engine ${received}; this has ${Object.values(engineVersions).join(' and ')}.`);
  }
}

const rules: readonly RuleName[] = ['evidence', 'percentage'];

/**
 * Replays the evidence of a look by the engine that judged it. The result equals the evidence's `verdict` byte for byte
 * as JSON.
 * @throws EngineMismatchError where another engine wrote the evidence.
 */
export const replay = (evidence: JudgeInput & { readonly engine: string }): Verdict => {
  const rule = rules.find((name) => engineVersions[name] === evidence.engine);
  if (rule === undefined) {
    throw new EngineMismatchError(evidence.engine);
  }
  return judgeBy(rule, evidence);
};
