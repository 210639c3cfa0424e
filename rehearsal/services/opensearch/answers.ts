import type { SearchAnswer } from '../../http/search-protocol';

/** An error in OpenSearch's shape. */
export const failure = (status: number, type: string, reason: string): SearchAnswer => ({
  status,
  body: { error: { root_cause: [{ type, reason }], type, reason }, status },
});

/** What the security plugin says to those that it knows and to those that it does not. */
export const forbidden = (action: string, user: string): SearchAnswer =>
  failure(
    403,
    'security_exception',
    `no permissions for [${action}] and User [name=${user}, backend_roles=[${user}], requestedTenant=null]`,
  );

export const ok = (body: object, status = 200): SearchAnswer => ({ status, body });
