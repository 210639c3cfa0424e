/** A template that the rehearsal cannot run as it stands. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';

  constructor(
    readonly code: TemplateErrorCode,
    /** What is wrong and where. */
    readonly problem: string,
    /** What to do about it. */
    readonly fix: string,
  ) {
    super(`${problem} ${fix}`);
  }
}

export type TemplateErrorCode =
  | 'UnreadableAssembly'
  | 'NestedAssembly'
  | 'UnknownAsset'
  | 'UnknownReference'
  | 'UnsupportedFunction'
  | 'UnsupportedNeeded'
  | 'MissingParameter'
  | 'DependencyCycle'
  | 'CreateFailed';
