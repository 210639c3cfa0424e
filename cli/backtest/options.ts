import type { SourceChoice } from '../sources/names';
import type { DeploymentGroupName } from './codedeploy';

/** The options of `unbreakable backtest`, parsed. Lengths of time are in milliseconds. */
export interface BacktestOptions {
  readonly comparison: string;
  readonly service?: string;
  readonly source?: readonly SourceChoice[];
  readonly pipeline?: string;
  /** A file with the time of a deployment per line. */
  readonly deployments?: string;
  /** The group whose deployments are replayed, where neither a file nor the pipeline knows any. */
  readonly codedeploy?: DeploymentGroupName;
  readonly since: number;
  readonly every: number;
  readonly window: number;
  readonly format: 'table' | 'json' | 'markdown';
  readonly out?: string;
}
