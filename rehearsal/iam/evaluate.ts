/** The decision of IAM on one request, within an account or between two, in its documented order. */
import type { PolicyDocument, PolicyStatement } from '../cloud/cloud';
import { list } from './pattern';
import { addresses, applies } from './statement';
import type { Addressed, PolicyRequest } from './statement';

/** Why a request is refused; the wording follows AWS's own messages. */
export type Refusal =
  | 'with an explicit deny in an identity-based policy'
  | 'with an explicit deny in a resource-based policy'
  | 'because no identity-based policy allows the action'
  | 'because no resource-based policy allows the action';

export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly why: Refusal };

/** The policies that have a say in a request. */
export interface Applicable {
  /** Those of the calling role; none for a service. */
  readonly identity: readonly PolicyDocument[];
  /** Those of the resource. */
  readonly resource: readonly PolicyDocument[];
}

/**
 * Explicit deny first; then an allow by the identity or by the resource; otherwise no. Between two accounts both must
 * allow: each speaks for its own.
 */
export const evaluate = (request: PolicyRequest, policies: Applicable): Decision => {
  const identity = statements(policies.identity).filter((statement) => applies(statement, request));
  const resource = statements(policies.resource).filter((statement) => applies(statement, request));
  if (identity.some(denies)) return refused('with an explicit deny in an identity-based policy');
  if (resource.some((statement) => denies(statement) && addresses(statement, request) !== 'nobody')) {
    return refused('with an explicit deny in a resource-based policy');
  }
  const allowing = resource.filter((statement) => !denies(statement)).map((statement) => addresses(statement, request));
  if (request.crossesAccounts === true) return acrossAccounts(identity.length > 0, allowing);
  if (allowing.includes('caller')) return { allowed: true };
  if (request.caller.kind === 'service') return refused('because no resource-based policy allows the action');
  if (needsResourcePolicy(request.action) && !allowing.includes('account')) {
    return refused('because no resource-based policy allows the action');
  }
  return identity.length > 0 ? { allowed: true } : refused('because no identity-based policy allows the action');
};

const acrossAccounts = (identityAllows: boolean, allowing: readonly Addressed[]): Decision => {
  if (!allowing.includes('caller') && !allowing.includes('account')) return refused('because no resource-based policy allows the action');
  return identityAllows ? { allowed: true } : refused('because no identity-based policy allows the action');
};

/** Roles and keys belong to nobody by default: without their own policy's consent no identity policy counts. */
const needsResourcePolicy = (action: string): boolean => action === 'sts:AssumeRole' || action.startsWith('kms:');

const statements = (documents: readonly PolicyDocument[]): readonly PolicyStatement[] =>
  documents.flatMap((document) => list<PolicyStatement>(document.Statement));

const denies = (statement: PolicyStatement): boolean => statement.Effect === 'Deny';

const refused = (why: Refusal): Decision => ({ allowed: false, why });
