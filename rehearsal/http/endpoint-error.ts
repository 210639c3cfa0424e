/** The endpoint cannot listen where it was told to. */
export class EndpointError extends Error {
  override readonly name = 'EndpointError';
  readonly code = 'PortUnavailable';

  constructor(
    readonly port: number,
    override readonly cause: unknown,
  ) {
    super(`Port ${port} on 127.0.0.1 cannot be used (${reason(cause)}). Choose another or leave it to the system.`);
  }
}

const reason = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : String(cause);
