import type { Evidence } from '../../lambda/gate/evidence';
import { isLagging } from '../../lambda/gate/looking/freshness';
import { finalLookAt, nextLookAt, spanAt } from '../../lambda/gate/looking/windows';
import type { Timing } from '../../lambda/gate/validation';
import type { Window } from '../../lambda/judge/series';
import { isProven } from './proven';

/** What looking needs from outside. */
export interface Looking {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly measure: (candidate: Window, look: number) => Promise<Evidence>;
  /** Told of every look, and when the next one is. */
  readonly onLook: (evidence: Evidence, nextAt: number | undefined) => void;
}

/** How long metrics that are late are waited for, in milliseconds, and how often they are looked for. */
const [lagLimit, lagWait] = [5 * 60_000, 30_000];

/**
 * Looks until the window is over and its metrics have arrived, or until a failure is proven. As in the gate, looks before
 * the end decide nothing else.
 */
export async function lookUntilDecided(timing: Timing, { now, sleep, measure, onLook }: Looking): Promise<Evidence> {
  for (let look = 1; ; ) {
    const span = spanAt(timing, now());
    if (span.kind === 'too-early') {
      await sleep(nextLookAt(timing, now()) - now());
      continue;
    }
    const evidence = await measure(span.candidate, look);
    look += 1;
    const next = nextAfter(timing, span.kind === 'final', evidence, now());
    onLook(evidence, next);
    if (next === undefined) return evidence;
    await sleep(Math.max(0, next - now()));
  }
}

/** When to look again; undefined where the look decides. */
function nextAfter(timing: Timing, final: boolean, evidence: Evidence, now: number): number | undefined {
  if (!final) return isProven(evidence) ? undefined : nextLookAt(timing, now);
  return isLagging(evidence.measured) && now < finalLookAt(timing) + lagLimit ? now + lagWait : undefined;
}
