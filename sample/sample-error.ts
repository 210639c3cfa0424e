/** A request for sample bundles that cannot be met. */
export class SampleError extends Error {
  /**
   * @param code `UNKNOWN_BUILD`: no definition of that build; `BAD_DEFINITION`: a definition of the wrong shape;
   * `NO_BUILDS`: nothing was asked for; `COMPILE_FAILED`: the sources do not compile.
   */
  constructor(
    readonly code: 'UNKNOWN_BUILD' | 'BAD_DEFINITION' | 'NO_BUILDS' | 'COMPILE_FAILED',
    message: string,
    readonly fix: string,
  ) {
    super(message);
    this.name = 'SampleError';
  }
}
