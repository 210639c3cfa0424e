/** Probabilities that one test may be wrong, after the budget is split. */
import type { Policy } from './case';
import type { Look } from './look';

export interface Tails {
  /** A rejection by a level, by counts, and by the e-process of the counts. */
  readonly levels: number;
  readonly counts: number;
  readonly always: number;
  /** An approval. */
  readonly approve: number;
}

/** @param sharers among how many metrics the rejections are split: all that may reject, fewer after a rejection (Holm). */
export const tailsOf = (policy: Policy, look: Look, sharers: number): Tails => ({
  levels: look.levels / sharers,
  counts: look.counts / sharers,
  always: look.always / sharers,
  approve: policy.approveEarly ? policy.falseApprovals / look.approvals : policy.falseApprovals,
});
