/** A source that cannot be made from what was configured: what was received, and how to mend it. Never names a secret. */
export class SourceError extends Error {
  override readonly name = 'SourceError';

  constructor(
    /** Stable name, for example `BadUrl`. */
    readonly code: string,
    message: string,
    /** How to mend it, in one sentence. */
    readonly fix: string,
    options?: ErrorOptions,
  ) {
    super(`${message} ${fix}`, options);
  }
}
