import type { SourceName } from '../source-key';

/** What is known of the gates that will read a monspec. */
export interface LintOptions {
  /** Length of their window in minutes; absent where nobody knows. */
  readonly windowMinutes?: number;
  /** The metric sources that are set up, in their order. */
  readonly sources: readonly SourceName[];
  /** The only comparison to look at; absent = all. */
  readonly comparison?: string;
}

/** What a gate has where nobody says otherwise. */
export const defaultLintOptions: LintOptions = { sources: ['cloudwatch'] };
