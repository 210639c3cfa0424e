/** Something an operational function cannot do, and what to do about it. */
export class OpsError extends Error {
  override readonly name = 'OpsError';

  constructor(
    readonly code:
      | 'NotAReleaseEvent'
      | 'BadSettings'
      | 'NotACustomResource'
      | 'NotAnswered'
      | 'SearchRefused'
      | 'NotLogEvents'
      | 'DocumentsNotKept'
      | 'ServiceBusy'
      | 'ServiceUnknown',
    message: string,
    readonly fix: string,
  ) {
    super(`${message} ${fix}`);
  }
}
