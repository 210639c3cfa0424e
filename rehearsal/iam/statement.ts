/** Whether a statement of a policy speaks of a request. */
import type { PolicyStatement } from '../cloud/cloud';
import type { Principal } from '../cloud/service';
import { meets } from './condition';
import type { Context } from './condition';
import { list, matches, matchesAction } from './pattern';

/** A request as policies see it. */
export interface PolicyRequest {
  readonly caller: Principal;
  /** Of the caller. */
  readonly account: string;
  /** Whether the resource belongs to another account than the caller. */
  readonly crossesAccounts?: boolean;
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** Whether action, resource and conditions apply; the principal is another question. */
export const applies = (statement: PolicyStatement, request: PolicyRequest): boolean =>
  coversAction(statement, request.action) && coversResource(statement, request.resource) && meets(statement.Condition, request.context);

const coversAction = (statement: PolicyStatement, action: string): boolean =>
  statement.NotAction === undefined
    ? list(statement.Action).some((pattern) => matchesAction(pattern, action))
    : !list(statement.NotAction).some((pattern) => matchesAction(pattern, action));

/** Trust policies name no resource: they are about the role that they belong to. */
const coversResource = (statement: PolicyStatement, resource: string): boolean => {
  if (statement.NotResource !== undefined) {
    return !list(statement.NotResource).some((pattern) => matches(pattern, resource));
  }
  return statement.Resource === undefined || list(statement.Resource).some((pattern) => matches(pattern, resource));
};

/**
 * What the principal of a resource policy's statement says about the caller.
 * `account`: it names the whole account, which leaves the question to the identity policies of its roles.
 */
export type Addressed = 'caller' | 'account' | 'nobody';

/** Whom a statement of a resource policy addresses. */
export const addresses = (statement: PolicyStatement, request: PolicyRequest): Addressed => {
  const { Principal: principal } = statement;
  if (principal === undefined) return 'nobody';
  if (principal === '*' || list(principal['AWS']).includes('*')) return 'caller';
  return request.caller.kind === 'service'
    ? addressesService(list(principal['Service']), request.caller.name)
    : addressesRole(list(principal['AWS']), request);
};

const addressesService = (names: readonly string[], caller: string): Addressed =>
  names.some((name) => name === caller || withoutRegion(name) === caller) ? 'caller' : 'nobody';

/** `logs.us-east-1.amazonaws.com` is the regional name of `logs.amazonaws.com`. */
const withoutRegion = (name: string): string => name.replace(/^([a-z-]+)\.[a-z]+-[a-z]+-\d\.amazonaws\.com$/, '$1.amazonaws.com');

const addressesRole = (names: readonly string[], { caller, account }: PolicyRequest): Addressed => {
  if (caller.kind === 'role' && names.includes(caller.arn)) return 'caller';
  return names.some((name) => name === account || name === `arn:aws:iam::${account}:root`) ? 'account' : 'nobody';
};
