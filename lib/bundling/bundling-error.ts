/** A function has no bundle. */
export class BundlingError extends Error {
  override readonly name = 'BundlingError';
  readonly code = 'NO_BUNDLE';

  constructor(handler: string) {
    super(`esbuild made no bundle for the function "${handler}". Its handler must be named like the function: ${handler}.lambda.ts`);
  }
}
