/** Something that stops a step of a workflow: what it is called, what happened, and how to mend it. */
export class StepError extends Error {
  override readonly name: string;

  constructor(
    /** Stable name; Step Functions and logs show it as the type of the error. */
    readonly code: string,
    message: string,
    /** How to mend it, in one sentence. */
    readonly fix: string,
    options?: ErrorOptions,
  ) {
    super(`${message} ${fix}`, options);
    this.name = code;
  }
}
