/**
 * Something that the person at the keyboard can mend: one sentence that says what is wrong and what to do.
 * The command prints it without a stack and exits with `exitCode`.
 */
export class UserError extends Error {
  override readonly name = 'UserError';

  constructor(
    message: string,
    /** 3 = usage or unreadable input, 1 = what was asked for failed. */
    readonly exitCode: 1 | 3 = 3,
  ) {
    super(message);
  }
}

/** The sentence of anything that was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
