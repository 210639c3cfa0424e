/** What one fetch from a source may take. */
export interface Limits {
  /** Milliseconds for everything, retries and pages included. */
  readonly deadlineMilliseconds: number;
  /** Milliseconds that one attempt may take. */
  readonly attemptMilliseconds: number;
  /** Calls that are under way at once. */
  readonly concurrency: number;
  /** Largest answer that is read, in bytes. */
  readonly maxBytes: number;
}

/** 20 s in all, 8 s per attempt, 6 calls at once, answers of at most 10 MiB. */
export const defaultLimits: Limits = {
  deadlineMilliseconds: 20_000,
  attemptMilliseconds: 8_000,
  concurrency: 6,
  maxBytes: 10 * 1024 * 1024,
};
