import type { Colors } from 'picocolors/types';
import type { SignatureVerdict } from '../../lambda/judge/verdict';
import type { Look, Validation } from '../../lambda/gate/validation';
import type { ActionView, Snapshot } from '../pipeline/snapshot';
import { formatNumber } from './number';
import { sparkline } from './sparkline';
import type { ProgressState } from './state';
import { sentence, type Tone } from './words';

/** What the view needs to know of the terminal. */
export interface Terminal {
  readonly colors: Colors;
  /** Columns; lines are cut to it. */
  readonly width: number;
}

/** Renders the progress of a rehearsal or a release as lines of text. Pure. */
export function renderProgress(state: ProgressState, terminal: Terminal, footer: string): string {
  const { colors } = terminal;
  const lines = [
    colors.bold(heading(state)),
    '',
    ...(state.snapshot === undefined ? [] : [...stageLines(state.snapshot, colors), '', ...gateLines(state, colors)]),
    ...historyLines(state, terminal),
    ...(state.note === undefined ? [] : [colors.yellow(`! ${state.note}`), '']),
    colors.dim(footer),
  ];
  return lines.join('\n');
}

const heading = (state: ProgressState): string =>
  [state.phase, state.virtualNow === undefined ? undefined : `virtual time ${new Date(state.virtualNow).toISOString().slice(11, 19)} UTC`]
    .filter((part) => part !== undefined)
    .join('   ');

/** One line a stage: its actions with their signs. */
function stageLines(snapshot: Snapshot, colors: Colors): string[] {
  const stages = [...new Set(snapshot.actions.map((action) => action.stage))];
  const width = Math.max(...stages.map((stage) => stage.length));
  return stages.map((stage) => {
    const actions = snapshot.actions.filter((action) => action.stage === stage);
    return `  ${stage.padEnd(width)}  ${actions.map((action) => `${sign(action, colors)} ${shortName(action.name, stage)}`).join('   ')}`;
  });
}

/** `DeployInStaging` in stage Staging reads `Deploy`. */
const shortName = (action: string, stage: string): string => action.replace(`In${stage}`, '').replace(stage, '') || action;

function sign({ status }: ActionView, colors: Colors): string {
  switch (status) {
    case 'Succeeded':
      return colors.green('✔');
    case 'InProgress':
      return colors.cyan('●');
    case 'Failed':
      return colors.red('✘');
    case 'Abandoned':
      return colors.yellow('■');
    default:
      return colors.dim('·');
  }
}

/** The gate that is at work: its signatures as they come. */
function gateLines(state: ProgressState, colors: Colors): string[] {
  const validation = state.snapshot?.validations.findLast((candidate) => candidate.lastLook !== undefined);
  if (validation?.lastLook === undefined) return [];
  const { lastLook } = validation;
  const width = Math.max(...lastLook.signatures.map((signature) => signature.label.length));
  return [
    `  ${colors.bold(`Gate ${validation.stage}`)} · ${minutesIn(validation)}${untilTheEnd(lastLook)}`,
    ...lastLook.signatures.map((signature) => `  ${signatureLine(signature, state.series.get(signature.id) ?? [], width, colors)}`),
    '',
  ];
}

/** What may still happen before the window is over. */
function untilTheEnd({ final, early }: Look): string {
  if (final) return '';
  if (early === undefined) return ' · not decided before the end of the window';
  return early === 'rejects' ? ' · before the end of the window only a proven regression decides' : ' · decided as soon as it is proven';
}

function minutesIn({ timing, lastLook }: Validation): string {
  const length = Math.round((timing.candidate.end - timing.candidate.start) / 60_000);
  const passed = Math.round(((lastLook?.at ?? timing.candidate.start) - timing.candidate.start) / 60_000);
  return `minute ${Math.max(0, Math.min(length, passed))} of ${length}`;
}

function signatureLine(signature: SignatureVerdict, series: readonly (number | null)[], width: number, colors: Colors): string {
  const limit = signature.limit.upper ?? signature.limit.lower;
  const word = signature.limit.upper === undefined ? 'at least' : 'at most';
  const value = (number: number | null): string => (number === null ? 'no data' : formatNumber(number, signature.unit));
  return [
    verdictSign(signature, colors),
    signature.label.padEnd(width),
    sparkline(series, limit ?? 0).padEnd(10),
    value(signature.candidate).padStart(12),
    colors.dim(`baseline ${value(signature.baseline)}${limit === undefined ? '' : `, ${word} ${value(limit)}`}`),
  ].join('  ');
}

function verdictSign({ verdict }: SignatureVerdict, colors: Colors): string {
  switch (verdict) {
    case 'pass':
      return colors.green('✔');
    case 'warning':
      return colors.yellow('▲');
    case 'fail':
      return colors.red('✘');
    case 'inconclusive':
      return colors.yellow('?');
    case 'info':
      return colors.dim('i');
  }
}

/** What has been decided so far. */
function historyLines(state: ProgressState, { colors, width }: Terminal): string[] {
  const lines = state.history
    .map(sentence)
    .filter((said) => said !== undefined)
    .map(({ tone, text }) => `  ${toneSign(tone, colors)} ${cut(text, width - 4)}`);
  return lines.length === 0 ? [] : [...lines, ''];
}

/** The sign of a line of history. */
export function toneSign(tone: Tone, colors: Colors): string {
  switch (tone) {
    case 'good':
      return colors.green('✔');
    case 'bad':
      return colors.red('✘');
    case 'open':
      return colors.yellow('?');
  }
}

const cut = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`);
