/** How often one build is approved in one window and rejected in the next. */
import { halfOf } from './halves';
import type { Rule } from './peers/outcome';
import { drawCase } from './simulator/case';
import { cells } from './simulator/families';

/** Shares of cases in percent: one approves and the other rejects, and any difference at all. */
export interface Flakiness {
  readonly contradictory: number;
  readonly different: number;
}

export const flakinessOf = (
  rule: Rule,
  options: { readonly cases: number; readonly seed: number; readonly minutes: number; readonly pairs: number },
): Flakiness => {
  let [contradictory, different, total] = [0, 0, 0];
  // A leak is not the same build from one window to the next.
  for (const [number, cell] of cells.entries()) {
    for (let index = 0; index < options.cases && !cell.family.includes('leak'); index += 1) {
      const both = drawCase(cell, (options.seed + 77) * 1_000_003 + number * 100_003 + index, {
        minutes: 2 * options.minutes,
        pairs: options.pairs,
      });
      const [a, b] = [rule.judge(halfOf(both, 'first')).verdict, rule.judge(halfOf(both, 'second')).verdict];
      const approved = [a, b].filter((verdict) => verdict === 'pass' || verdict === 'warning').length;
      total += 1;
      contradictory += approved === 1 && (a === 'fail' || b === 'fail') ? 1 : 0;
      different += a === b ? 0 : 1;
    }
  }
  return { contradictory: (100 * contradictory) / total, different: (100 * different) / total };
};
