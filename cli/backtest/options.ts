import type { SourceChoice } from '../sources/names';

/** The options of `unbreakable backtest`, parsed. Lengths of time are in milliseconds. */
export interface BacktestOptions {
  readonly comparison: string;
  readonly service?: string;
  readonly source?: readonly SourceChoice[];
  readonly pipeline?: string;
  /** A file with the time of a deployment per line. */
  readonly deployments?: string;
  readonly since: number;
  readonly every: number;
  readonly window: number;
  readonly format: 'table' | 'json' | 'markdown';
  readonly out?: string;
}
