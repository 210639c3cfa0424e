/** Series from CSV and NDJSON files, for CI and for trying a monspec. Values are in the signature's unit. */
import type { Series, SeriesOutcome, Window } from '../../judge/series';
import { kindOf, scaleKeyOf, shortKey, unitOf } from '../../monspec/describe';
import type { Signature } from '../../monspec/monspec';
import type { MetricSource, SeriesRequest } from '../source';
import { spanText } from '../span-text';
import { readRows } from './read';
import type { Row } from './row';

/** A file: its name for messages, and its text. */
export interface SeriesFile {
  readonly name: string;
  readonly text: string;
}

const defaultPeriod = 60;

/** A row may name the signature by its id, or by its metric's key with or without the prefix that all share. */
const isOf = ({ id, metric }: Signature, { signature }: Row): boolean => [id, scaleKeyOf(metric), shortKey(metric)].includes(signature);

const inside = ({ start, end }: Window, { time }: Row): boolean => time >= start && time < end;

/** A row without a value says no more than no row. */
const saysSomething = ({ value, denominator }: Row): boolean => value !== null || denominator !== null;

type Column = 'value' | 'weight' | 'numerator' | 'denominator';

const columnOf = (rows: readonly Row[], column: Column, window: Window, periodSeconds: number): (number | null)[] => {
  const slots = Array.from<number | null>({ length: Math.floor((window.end - window.start) / (periodSeconds * 1000)) }).fill(null);
  for (const row of rows) {
    const index = Math.floor((row.time - window.start) / (periodSeconds * 1000));
    if (index < slots.length) {
      slots[index] = row[column];
    }
  }
  return slots;
};

const seriesOf = (rows: readonly Row[], window: Window, periodSeconds: number): Series => {
  const column = (name: Column) => columnOf(rows, name, window, periodSeconds);
  const grid = { periodSeconds, start: window.start };
  if (rows.some(({ denominator }) => denominator !== null)) {
    return { kind: 'rate', ...grid, numerator: column('numerator'), denominator: column('denominator') };
  }
  const weights = rows.some(({ weight }) => weight !== null) ? { weights: column('weight') } : {};
  return { kind: 'level', ...grid, values: column('value'), ...weights };
};

const hasTwins = (rows: readonly Row[], { start }: Window, periodSeconds: number): boolean =>
  new Set(rows.map(({ time }) => Math.floor((time - start) / (periodSeconds * 1000)))).size < rows.length;

const answer = (all: readonly Row[], names: string, { signature, environment, window }: SeriesRequest): SeriesOutcome => {
  const here = all.filter((row) => row.environment === environment.name);
  const rows = here.filter((row) => isOf(signature, row) && inside(window, row) && saysSomething(row));
  const [first] = rows;
  if (first === undefined) {
    const what =
      here.length === 0
        ? `no row of the environment ${environment.name}`
        : `no value of ${signature.id} in ${environment.name} ${spanText(window)}`;
    return { kind: here.length === 0 ? 'no-entity' : 'no-data', detail: `${names} has ${what}` };
  }
  const periodSeconds = first.period ?? defaultPeriod;
  if (
    periodSeconds <= 0 ||
    rows.some(({ period }) => (period ?? defaultPeriod) !== periodSeconds) ||
    hasTwins(rows, window, periodSeconds)
  ) {
    return {
      kind: 'bad-query',
      detail: `${names} has several rows of ${signature.id} in ${environment.name} for one period of ${periodSeconds} s; keep one each, and one "period" for all`,
    };
  }
  if (first.denominator !== null && kindOf(signature.metric) !== 'ratio') {
    return { kind: 'bad-query', detail: `${names} has a numerator and a denominator for ${signature.id}, which is no rate; give "value"` };
  }
  return {
    kind: 'series',
    series: seriesOf(rows, window, periodSeconds),
    unit: unitOf(signature),
    provenance: `${names}; ${periodSeconds} s`,
  };
};

/** A source over files that are read at once. Throws `BadFile` (SourceError) for a file that cannot be read. */
export const fileSource = (files: readonly SeriesFile[]): MetricSource => {
  const names = files.map(({ name }) => name).join(', ');
  const rows = files.flatMap(({ name, text }) => readRows(name, text));
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  return {
    name: 'file',
    fetch: async (requests) => ({
      answers: requests.map((request) => ({ id: request.id, outcome: answer(rows, names, request) })),
      receipt: { calls: 0, metrics: 0, bytes, milliseconds: 0, estimatedDollars: 0 },
    }),
  };
};
