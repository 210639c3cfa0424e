import { UserError } from '../../cli/errors';
import type { CloudHost } from '../cloud/host';
import type { DeniedCall } from '../cloud/receipt';

/** Who was refused what. */
export const denialText = ({ principal, action, resource }: Pick<DeniedCall, 'principal' | 'action' | 'resource'>): string =>
  `Denied: ${principal} may not ${action} on ${resource}`;

/** The error of a run that could not go on, with every call that no policy allowed until then: one of them is often why. */
export function withDenials(error: unknown, cloud: Pick<CloudHost, 'receipt'>): unknown {
  const denied = new Set(cloud.receipt().denied.map(denialText));
  return error instanceof UserError && denied.size > 0 ? new UserError([error.message, ...denied].join('\n'), error.exitCode) : error;
}
