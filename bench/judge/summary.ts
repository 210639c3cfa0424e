/** Means over families, with Monte-Carlo errors. */
import { groupBy } from './group';
import type { CellResult, RuleResult } from './measure';

/** A share in percent and its standard error. */
export interface Estimate {
  readonly percent: number;
  readonly error: number;
}

export interface Summary {
  readonly rule: string;
  readonly falseReject: Estimate;
  readonly undecidedGood: Estimate;
  readonly falseApprove: Estimate;
  readonly undecidedBad: Estimate;
  /** Mean over bad cells of the median and of the 90th percentile, in minutes. */
  readonly minutesToReject: { readonly median: number; readonly p90: number };
  /** The cell with the most false rejections, in percent. */
  readonly worst: { readonly cell: string; readonly percent: number };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const byFamily = (cells: readonly CellResult[]): CellResult[][] => [...groupBy(cells, ({ cell }) => cell.family).values()];

/** Mean of the cells' mean per family, then over families. */
const over = (cells: readonly CellResult[], read: (cell: CellResult) => number): Estimate => {
  const families = byFamily(cells);
  const variance = families.reduce(
    (sum, family) => sum + family.reduce((inner, cell) => inner + (read(cell) * (1 - read(cell))) / cell.cases, 0) / family.length ** 2,
    0,
  );
  return {
    percent: 100 * mean(families.map((family) => mean(family.map(read)))),
    error: (100 * Math.sqrt(variance)) / Math.max(1, families.length),
  };
};

const quantile = (sorted: readonly number[], share: number): number | undefined =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

const minutes = (cells: readonly CellResult[], share: number): number => mean(cells.flatMap((cell) => quantile(cell.minutes, share) ?? []));

export const summarise = ({ rule, cells }: RuleResult): Summary => {
  const [good, bad] = [cells.filter(({ cell }) => cell.good), cells.filter(({ cell }) => !cell.good)];
  const worst = good.toSorted((a, b) => b.rejected - a.rejected)[0];
  return {
    rule,
    falseReject: over(good, ({ rejected }) => rejected),
    undecidedGood: over(good, ({ undecided }) => undecided),
    falseApprove: over(bad, ({ approved }) => approved),
    undecidedBad: over(bad, ({ undecided }) => undecided),
    minutesToReject: { median: minutes(bad, 0.5), p90: minutes(bad, 0.9) },
    worst: { cell: worst === undefined ? '–' : `${worst.cell.family} ${worst.cell.truth}`, percent: 100 * (worst?.rejected ?? 0) },
  };
};
