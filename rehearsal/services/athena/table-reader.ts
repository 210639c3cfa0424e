/** What a table makes of the lines of its objects, as Hive's RegexSerDe reads them. Pure. */
import type { Column, Table } from './table';

/** Values by column; null for a text that is no value of the column's type. */
export type Row = Readonly<Record<string, string | number | null>>;

/** Undefined for a line that the pattern does not match: Athena shows a row of nulls for it, and says nothing. */
export const readLine = ({ columns, pattern }: Pick<Table, 'columns' | 'pattern'>, line: string): Row | undefined => {
  const groups = pattern.exec(line);
  if (groups === null) return undefined;
  return Object.fromEntries(columns.map((column, index) => [column.name, valueOf(column, groups[index + 1])]));
};

const valueOf = ({ type }: Column, given: string | undefined): string | number | null => {
  if (given === undefined) return null;
  if (type === 'string') return given;
  const isNumber = type === 'double' ? /^-?\d+(?:\.\d+)?$/ : /^-?\d+$/;
  return isNumber.test(given) ? Number(given) : null;
};
