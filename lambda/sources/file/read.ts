/** Text of a file of series → its rows. CSV with a header line, or NDJSON: one object a line with the same names. */
import { parse } from 'csv-parse/sync';
import * as v from 'valibot';
import { SourceError } from '../source-error';
import { rowSchema, type Row } from './row';

const bad = (name: string, line: number, what: string): SourceError =>
  new SourceError('BadFile', `${name}, line ${line}: ${what}.`, 'See the format in docs/sources.md.');

interface Raw {
  readonly line: number;
  readonly value: unknown;
}

const csvRecord = v.object({ record: v.record(v.string(), v.string()), info: v.object({ lines: v.number() }) });

const csvRows = (name: string, text: string): Raw[] => {
  try {
    const records: unknown[] = parse(text, { columns: true, skip_empty_lines: true, trim: true, bom: true, info: true });
    return records.map((one) => v.parse(csvRecord, one)).map(({ record, info }) => ({ line: info.lines, value: record }));
  } catch (error) {
    throw bad(name, 1, `this is not CSV with a header line (${error instanceof Error ? error.message : String(error)})`);
  }
};

const jsonRow = (name: string, text: string, line: number): Raw => {
  try {
    return { line, value: JSON.parse(text) };
  } catch {
    throw bad(name, line, `this is not JSON: ${text.slice(0, 40)}`);
  }
};

const ndjsonRows = (name: string, text: string): Raw[] =>
  text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [jsonRow(name, line, index + 1)]));

/** Reads a file of series. Throws `BadFile` (SourceError) with the line where it breaks. */
export const readRows = (name: string, text: string): Row[] => {
  const raws = /^\s*\{/.test(text) ? ndjsonRows(name, text) : csvRows(name, text);
  return raws.map(({ line, value }) => {
    const row = v.safeParse(rowSchema, value);
    if (!row.success) {
      throw bad(name, line, row.issues[0].message);
    }
    return row.output;
  });
};
