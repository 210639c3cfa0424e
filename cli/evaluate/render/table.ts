import Table from 'cli-table3';
import type { Colors } from 'picocolors/types';
import { sparkline } from '../../../lambda/report/text/sparkline';
import type { Badge } from '../../../lambda/report/view/badge';
import type { SignatureView } from '../../../lambda/report/view/signature-view';
import type { EvaluationView } from './view';

/** Characters of a graph. */
const graphWidth = 24;

/** An evaluation for a terminal: a row with a small graph per signature, the reasons, the closing sentence. */
export function tableText(view: EvaluationView, colors: Colors): string {
  const table = new Table({
    head: ['Signature', 'Verdict', 'Candidate', 'Baseline', 'Change', 'Limit', 'Candidate over time'],
    style: { head: [], border: [], compact: true },
  });
  table.push(...view.signatures.map((one) => rowOf(one, colors)));
  const lines = [
    colors.bold(view.title),
    ...view.windows.map(({ side, environment, span }) => `${side.padEnd(9)}  ${environment}, ${span}`),
    table.toString(),
    ...view.reasons.slice(1).map((reason) => `- ${reason}`),
    `Sources: ${view.receipt}.`,
    paint(colors, view.badge.tone)(`${view.badge.sign} ${view.closing}`),
  ];
  return `${lines.join('\n')}\n`;
}

const rowOf = (one: SignatureView, colors: Colors): string[] => [
  one.label,
  paint(colors, one.badge.tone)(`${one.badge.sign} ${one.badge.word}`),
  one.candidate,
  one.baseline,
  one.change,
  one.limit,
  graphOf(one),
];

function graphOf({ sides, bounds }: SignatureView): string {
  const values = sides?.candidate.points?.values ?? [];
  if (values.length === 0) return sides?.candidate.missing === '' ? '' : 'no data';
  const highest = Math.max(0, bounds.upper ?? 0, ...values.map((value) => value ?? 0));
  return sparkline(values, highest, graphWidth);
}

function paint(colors: Colors, tone: Badge['tone']): (text: string) => string {
  switch (tone) {
    case 'good':
      return colors.green;
    case 'bad':
      return colors.red;
    case 'warn':
    case 'open':
      return colors.yellow;
    case 'quiet':
      return colors.dim;
  }
}
