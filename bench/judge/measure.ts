/** Counts what a rule says, cell by cell. */
import type { VerdictName } from '../../lambda/judge/verdict';
import type { Rule } from './peers/outcome';
import { drawCase } from './simulator/case';
import { cells, type Cell } from './simulator/families';

export interface Options {
  readonly cases: number;
  readonly seed: number;
  readonly minutes: number;
  readonly pairs: number;
}

/** What a rule said in one cell. Shares from 0 to 1. */
export interface CellResult {
  readonly cell: Cell;
  readonly cases: number;
  readonly rejected: number;
  readonly approved: number;
  readonly undecided: number;
  /** Minutes until a rejection, sorted. */
  readonly minutes: readonly number[];
}

export interface RuleResult {
  readonly rule: string;
  readonly cells: readonly CellResult[];
}

interface Tally {
  readonly counts: Record<VerdictName, number>;
  readonly minutes: number[];
}

const seedOf = (seed: number, cell: number, index: number): number => seed * 1_000_003 + cell * 100_003 + index;

const resultOf = (cell: Cell, cases: number, { counts, minutes }: Tally): CellResult => ({
  cell,
  cases,
  rejected: counts.fail / cases,
  approved: (counts.pass + counts.warning) / cases,
  undecided: counts.inconclusive / cases,
  minutes: minutes.sort((a, b) => a - b),
});

/** Every rule judges the same cases. */
export const measure = (rules: readonly Rule[], { cases, seed, minutes, pairs }: Options): RuleResult[] => {
  const results = rules.map(() => [] as CellResult[]);
  for (const [number, cell] of cells.entries()) {
    const tallies = rules.map<Tally>(() => ({ counts: { pass: 0, warning: 0, fail: 0, inconclusive: 0 }, minutes: [] }));
    for (let index = 0; index < cases; index += 1) {
      const it = drawCase(cell, seedOf(seed, number, index), { minutes, pairs });
      for (const [which, rule] of rules.entries()) {
        const outcome = rule.judge(it);
        const tally = tallies[which];
        if (tally !== undefined) {
          tally.counts[outcome.verdict] += 1;
          if (outcome.verdict === 'fail') tally.minutes.push(outcome.minutes);
        }
      }
    }
    for (const [which, tally] of tallies.entries()) {
      results[which]?.push(resultOf(cell, cases, tally));
    }
  }
  return rules.map(({ name }, which) => ({ rule: name, cells: results[which] ?? [] }));
};
