/** An error as an AWS API answers it. `code` is the name that the SDK gives its exception. */
export class AwsError extends Error {
  override readonly name = 'AwsError';

  constructor(
    readonly code: string,
    message: string,
    /** HTTP status; 400 for client errors of JSON services. */
    readonly status = 400,
    /** Headers that say more about it, where a protocol has them. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}
