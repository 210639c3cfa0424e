/** The measured tables, as Markdown. */
import type { RuleResult } from './measure';
import type { Estimate, Summary } from './summary';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const share = ({ percent, error }: Estimate): string => `${percent.toFixed(1)} ± ${error.toFixed(1)} %`;
const minutes = (value: number): string => (Number.isFinite(value) ? value.toFixed(1) : '–');

/** One row per rule. */
export const rulesTable = (summaries: readonly Summary[]): string => {
  const head = [
    'rule',
    'false reject',
    'inconclusive (good)',
    'false approve',
    'inconclusive (bad)',
    'minutes to reject (median, p90)',
    'worst cell, false reject',
  ];
  const rows = summaries.map((it) =>
    row([
      it.rule,
      share(it.falseReject),
      share(it.undecidedGood),
      share(it.falseApprove),
      share(it.undecidedBad),
      `${minutes(it.minutesToReject.median)}, ${minutes(it.minutesToReject.p90)}`,
      `${it.worst.percent.toFixed(1)} % (${it.worst.cell})`,
    ]),
  );
  return [row(head), row(head.map(() => '---')), ...rows].join('\n');
};

/** One row per cell. */
export const cellsTable = ({ cells }: RuleResult): string => {
  const head = ['family', 'truth', 'should', 'approved', 'inconclusive', 'rejected', 'median minutes to reject'];
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
  const rows = cells.map(({ cell, approved, undecided, rejected, minutes: times }) =>
    row([
      cell.family,
      cell.truth,
      cell.good ? 'pass' : 'fail',
      percent(approved),
      percent(undecided),
      percent(rejected),
      cell.good ? '' : minutes(times[times.length >> 1] ?? NaN),
    ]),
  );
  return [row(head), row(head.map(() => '---')), ...rows].join('\n');
};
