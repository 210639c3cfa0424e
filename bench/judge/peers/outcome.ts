import type { Case, Metric } from '../../../lambda/judge/evidence/case';
import type { VerdictName } from '../../../lambda/judge/verdict';

/** What a rule says of a case, and after how many minutes of the window. */
export interface RuleOutcome {
  readonly verdict: VerdictName;
  readonly minutes: number;
}

/** A rule under measurement. */
export interface Rule {
  readonly name: string;
  readonly judge: (it: Case) => RuleOutcome;
}

type Points = readonly (number | null)[];

const ratePoints = (numerator: Points, denominator: Points): number[] =>
  denominator.flatMap((all, index) => {
    const part = numerator[index];
    return all === null || all === 0 || part === null || part === undefined ? [] : [(100 * part) / all];
  });

/** The points of one side as other systems see them: levels, or percent per minute. Missing ones are left out. */
export const pointsOf = (metric: Metric, side: 'candidate' | 'baseline'): number[] =>
  metric.kind === 'level'
    ? metric[side].values.filter((value) => value !== null)
    : ratePoints(metric[side].numerator, metric[side].denominator);

export const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

export const minutesOf = ({ metrics: [first] }: Case): number =>
  first === undefined ? 0 : first.kind === 'level' ? first.candidate.values.length : first.candidate.denominator.length;
