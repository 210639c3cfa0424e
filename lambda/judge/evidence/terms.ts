import type { Policy } from './case';
import type { Look } from './look';

/** Everything beside its data that a metric is judged with. */
export interface Terms {
  readonly look: Look;
  readonly policy: Policy;
  /** The probability at which this metric would be rejected if it were the only one to be bad. */
  readonly reject: number;
  /** Accepted probability of a wrong approval. */
  readonly approve: number;
  /** Logarithm of the candidate's by the baseline's traffic; 0 where unknown. */
  readonly traffic: number;
}
