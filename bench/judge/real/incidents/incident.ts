/** Windows of public data sets of which somebody wrote down whether anything was wrong. */
import { defaultPolicy, type Case, type Metric } from '../../../../lambda/judge/evidence/case';

export interface Incident {
  readonly source: string;
  /** Kind of fault, or `none`. */
  readonly kind: string;
  readonly wrong: boolean;
  readonly case: Case;
  /** Whether earlier comparisons of the same kind are known. */
  readonly hasHistory: boolean;
}

export const caseOf = (id: string, metrics: readonly Metric[]): Case => ({ id, policy: defaultPolicy, metrics });

/** The same without its history. */
export const withoutHistory = (it: Case): Case => ({ ...it, metrics: it.metrics.map((metric) => ({ ...metric, history: [] })) });
