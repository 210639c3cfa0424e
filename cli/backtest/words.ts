import Table from 'cli-table3';
import { escapeMarkdown as md, table as markdownTable } from '../../lambda/report/text/markdown-escape';
import { layOut } from '../../lambda/report/text/validation-markdown';
import type { Question } from '../evaluate/question';
import { inWords } from '../window/duration';
import type { BacktestOptions } from './options';
import type { Findings, SignatureFinding } from './findings';

const head = ['Signature', 'Failed', 'Inconclusive', 'Allowed today', 'Never fails with', 'Fails 1 in 20 with'];

const share = (part: number, whole: number): string => `${part} of ${whole} (${whole === 0 ? 0 : Math.round((100 * part) / whole)} %)`;

const number = (value: number): string => value.toLocaleString('en-US', { maximumSignificantDigits: 4 });

const bound = ({ allowed: { kind }, unit }: SignatureFinding, value: number): string =>
  kind === 'percent' ? `${number(value)} %` : `limit ${number(value)} ${unit}`;

const rowOf = (one: SignatureFinding, replays: number): string[] => [
  one.label,
  share(one.failed, replays),
  share(one.inconclusive, replays),
  bound(one, one.allowed.value),
  one.quiet === null ? 'not measured' : bound(one, one.quiet.always),
  one.quiet === null ? 'not measured' : bound(one, one.quiet.mostly),
];

/** How often the gate would have rejected, and what did it most. */
export function closing({ replays, verdicts, signatures }: Findings): string {
  const worst = signatures.filter(({ failed }) => failed > 0).slice(0, 3);
  const culprits =
    worst.length === 0 ? 'no signature failed' : worst.map(({ label, failed }) => `${label} failed ${failed} times`).join(', ');
  const percent = (part: number): string => `${part} (${replays === 0 ? 0 : Math.round((100 * part) / replays)} %)`;
  return `Of ${replays} validations the gate would have rejected ${percent(verdicts.fail)}, held ${percent(verdicts.inconclusive)} and passed ${percent(verdicts.pass + verdicts.warning)}: ${culprits}.`;
}

const title = ({ service, comparison }: Question, { since, window }: BacktestOptions): string =>
  `${service.name}: ${comparison.name}, ${inWords(window)} windows over ${inWords(since)}`;

/** A backtest for a terminal. */
export function tableText(question: Question, options: BacktestOptions, findings: Findings, receipt: string): string {
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  table.push(...findings.signatures.map((one) => rowOf(one, findings.replays)));
  return `${[title(question, options), ...findings.notes, table.toString(), `Sources: ${receipt}.`, closing(findings)].join('\n')}\n`;
}

/** A backtest as Markdown. */
export function markdownText(question: Question, options: BacktestOptions, findings: Findings, receipt: string): string {
  const rows = findings.signatures.map((one) => rowOf(one, findings.replays).map(md));
  return layOut([`# ${md(title(question, options))}`, md(closing(findings)), ...findings.notes.map(md), ...markdownTable(head, rows), `Sources: ${receipt}.`]);
}
