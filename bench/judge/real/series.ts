/** Real series from CSV files with a time stamp and a value per line. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface RealSeries {
  readonly source: string;
  readonly name: string;
  readonly values: readonly (number | null)[];
}

const parse = (text: string): readonly (number | null)[] | undefined => {
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const column = head.trim().toLowerCase().split(',').indexOf('value');
  if (column < 0) {
    return undefined;
  }
  return lines.map((line) => {
    const value = Number(line.split(',')[column]);
    return Number.isFinite(value) && value >= 0 ? value : null;
  });
};

/** Reads every CSV file that has a column `value`, one folder per source. */
export const readSeries = (folder: string): RealSeries[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: source }) =>
      readdirSync(join(folder, source))
        .filter((name) => name.endsWith('.csv'))
        .flatMap((name) => {
          const values = parse(readFileSync(join(folder, source, name), 'utf8'));
          return values === undefined ? [] : [{ source, name, values }];
        }),
    );
