import type { Evaluation } from './evaluation';
import { isLagging } from '../../lambda/gate/looking/freshness';
import { finalLookAt, nextLookAt, spanAt } from '../../lambda/gate/looking/windows';
import type { Timing } from '../../lambda/gate/validation';
import type { Window } from '../../lambda/judge/series';
import { isProven } from './proven';

/** What looking needs from outside. */
export interface Looking {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Measures what is there of the window; `final` when it is over. */
  readonly measure: (candidate: Window, final: boolean) => Promise<Evaluation>;
  /** Told of every look, and when the next one is. */
  readonly onLook: (evaluation: Evaluation, nextAt: number | undefined) => void;
}

/** How long metrics that are late are waited for, in milliseconds, and how often they are looked for. */
const [lagLimit, lagWait] = [5 * 60_000, 30_000];

/**
 * Looks until the window is over and its metrics have arrived, or until a failure is proven. As in the gate, looks before
 * the end decide nothing else.
 */
export async function lookUntilDecided(timing: Timing, { now, sleep, measure, onLook }: Looking): Promise<Evaluation> {
  for (;;) {
    const span = spanAt(timing, now());
    if (span.kind === 'too-early') {
      await sleep(nextLookAt(timing, now()) - now());
      continue;
    }
    const final = span.kind === 'final';
    const evaluation = await measure(span.candidate, final);
    const next = nextAfter(timing, final, evaluation, now());
    onLook(evaluation, next);
    if (next === undefined) return evaluation;
    await sleep(Math.max(0, next - now()));
  }
}

/** When to look again; undefined where the look decides. */
function nextAfter(timing: Timing, final: boolean, evaluation: Evaluation, now: number): number | undefined {
  if (!final) return isProven(evaluation) ? undefined : nextLookAt(timing, now);
  return isLagging(evaluation.measured) && now < finalLookAt(timing) + lagLimit ? now + lagWait : undefined;
}
