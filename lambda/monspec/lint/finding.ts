import type { Issue } from '../issue';

/**
 * Something about a valid monspec that keeps its gates from doing their work.
 * `error`: an objective that can never fail, or a gate that can never conclude. `warning`: less is judged than it looks.
 */
export interface LintFinding extends Issue {
  readonly level: 'error' | 'warning';
  /** Stable name of the rule, for example `weight-zero`. */
  readonly code: string;
}
