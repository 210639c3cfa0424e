/** Where validations are kept. Every write is conditional, so that it happens once whatever is delivered twice. */
import type { Decision, Look, Remediation, Validation } from '../validation';

/** What became of a conditional write: it was made, or the record had already moved on. */
export type Written = 'written' | 'stale';

/** A remediation that was actually begun, as opposed to refused. */
export type StartedRemediation = Exclude<Remediation, { readonly state: 'refused' }>;

export interface ValidationStore {
  /** Writes a new validation; `stale` where one of this id is there already. */
  create(validation: Validation): Promise<Written>;
  /** `undefined` where there is none of this id. Reads consistently. */
  find(validationId: string): Promise<Validation | undefined>;
  /** Records a look while nothing is decided; `stale` where a look of this or a higher number is there. */
  recordLook(validationId: string, look: Look): Promise<Written>;
  /** Moves the end of the window, once; the last look is then no longer final. */
  extend(validationId: string, windowEnd: number): Promise<Written>;
  /** Records the gate's decision, where nothing is decided or abandoned. An approval never expires. */
  recordDecision(validationId: string, decision: Decision): Promise<Written>;
  /** Records a person's decision, yet to be told, where nothing is decided or the gate decided without answering. */
  recordPerson(validationId: string, decision: Decision): Promise<Written>;
  /** Notes that the approval was answered with the gate's own decision. */
  markAnswered(validationId: string): Promise<Written>;
  /** Ends a validation that nobody needs any more, where nothing is decided. */
  abandon(validationId: string, reason: string, at: number): Promise<Written>;
  /** Records the begin of a rollback, or its refusal, once. */
  beginRemediation(validationId: string, remediation: Remediation): Promise<Written>;
  /** Records how a rollback goes on; `stale` where it has already ended. */
  advanceRemediation(validationId: string, remediation: StartedRemediation): Promise<Written>;
  /** Notes that the decision or the end of the rollback was told. */
  markTold(validationId: string, what: 'decision' | 'remediation', at: number): Promise<void>;
  /** Lets a validation expire at an epoch second. */
  expire(validationId: string, expiresAt: number): Promise<void>;
  /**
   * Marks what later validations are compared with. Pins what was approved and not rolled back, and keeps it; unpins what
   * is pinned; marks anything decided as invalid.
   */
  markBaseline(validationId: string, act: 'pin' | 'unpin' | 'invalidate'): Promise<Written>;
  /** Every validation of a pipeline, newest first; ends only when there are no more, so stop when you have enough. */
  newestFirst(pipeline: string): AsyncIterable<Validation>;
  /** Every validation that waits for a decision, of all pipelines. */
  waiting(): AsyncIterable<Validation>;
}
