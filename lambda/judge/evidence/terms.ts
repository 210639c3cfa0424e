import type { Policy } from './case';
import type { Look } from './look';
import type { Tails } from './tails';

/** Everything beside its data that a metric is judged with. */
export interface Terms {
  readonly look: Look;
  readonly policy: Policy;
  readonly tails: Tails;
  /** Logarithm of the candidate's by the baseline's traffic; 0 where unknown. */
  readonly traffic: number;
}
