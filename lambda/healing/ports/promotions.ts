/** The transition into a stage of a pipeline: what is locked there is promoted by nobody until a person unlocks it. */
export type PromotionState =
  | { readonly kind: 'open' }
  | { readonly kind: 'locked'; readonly reason: string }
  /** The pipeline has no such stage. */
  | { readonly kind: 'missing'; readonly detail: string };

export interface Promotions {
  read(pipeline: string, stage: string): Promise<PromotionState>;
  /** Locks it; a lock that is there stays with its reason. */
  lock(pipeline: string, stage: string, reason: string): Promise<void>;
}
