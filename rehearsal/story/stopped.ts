import { UserError } from '../../cli/errors';

/** Throws once the person asked to stop. */
export const unlessStopped = (signal: AbortSignal): void => {
  if (signal.aborted) throw new UserError('Stopped. Everything that the rehearsal started has been taken down.', 1);
};
