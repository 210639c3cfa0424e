import type { Instant } from '../window/instant';
import type { SourceChoice } from '../sources/names';
import type { Format } from './render/render';

/** The options of `unbreakable evaluate`, parsed. Lengths of time are in milliseconds. */
export interface EvaluateOptions {
  readonly comparison: string;
  readonly service?: string;
  readonly from?: Instant;
  readonly to?: Instant;
  readonly last?: number;
  /** When the deployment under test began. */
  readonly deployed?: Instant;
  readonly source?: readonly SourceChoice[];
  readonly pipeline?: string;
  readonly wait?: boolean;
  readonly every: number;
  readonly delay: number;
  readonly format: Format;
  readonly out?: string;
}
