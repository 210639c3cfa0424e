/** Finds out what a request to a domain wants, and whether its sender may have it. */
import type { Principal } from '../../cloud/service';
import type { SearchAnswer, SearchCall } from '../../http/search-protocol';
import { administer, type Method } from './administration';
import { failure, forbidden, ok } from './answers';
import { bulk } from './bulk';
import type { SearchControl } from './control';
import type { Domain } from './domain';

/** Answers one request. */
export const answer = (domain: Domain, control: SearchControl, method: Method, call: SearchCall, caller: Principal): SearchAnswer => {
  if (call.Path === '/_bulk' && (method === 'POST' || method === 'PUT')) return bulk(domain, control, call.Body, caller);
  const [, pattern] = /^\/([^/]+)\/_count$/.exec(call.Path) ?? [];
  if (pattern !== undefined && method === 'GET') return count(domain, pattern, caller);
  if (!domain.security.may(caller, { on: 'cluster', action: 'administer' })) return forbidden(`${method} ${call.Path}`, caller.kind);
  if (call.Path === '/' && method === 'GET') return ok({ name: domain.name, version: { distribution: 'opensearch' } });
  return (
    administer(domain, method, call) ??
    failure(400, 'illegal_argument_exception', `no handler found for uri [${call.Path}] and method [${method}]`)
  );
};

const count = (domain: Domain, pattern: string, caller: Principal): SearchAnswer => {
  if (!domain.security.may(caller, { on: 'index', action: 'read', index: pattern }))
    return forbidden('indices:data/read/search', caller.kind);
  return ok({ count: domain.indices.find(pattern).reduce((sum, { documents }) => sum + documents.size, 0) });
};
