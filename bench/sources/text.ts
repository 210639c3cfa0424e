/** Numbers and tables for people. */
import Table from 'cli-table3';
import type { SourceReceipt } from '../../lambda/sources/source';

/** How many times as much the other is. */
export const ratio = (one: number, other: number): string => `${(other / one).toFixed(other / one < 10 ? 1 : 0)} ×`;

/** The estimated cost. */
export const dollars = ({ estimatedDollars }: SourceReceipt): string => `$${estimatedDollars.toFixed(4)}`;

/** A table with its head. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const text = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  text.push(...rows.map((row) => [...row]));
  return `${text.toString()}\n`;
}
