/** Refuses policies with features that the evaluation does not know, when they are attached. */
import type { PolicyDocument, PolicyStatement } from '../cloud/cloud';
import { knowsOperator } from './condition';
import { list } from './pattern';
import { PolicyError } from './policy-error';

/** Throws PolicyError where a document uses NotPrincipal, a policy variable or an unknown condition operator. */
export const checkPolicy = (where: string, document: PolicyDocument): void => {
  for (const statement of list<PolicyStatement>(document.Statement)) {
    const feature = unknownFeature(statement);
    if (feature) throw new PolicyError(where, feature);
  }
};

const unknownFeature = (statement: PolicyStatement): string | undefined => {
  if ('NotPrincipal' in statement) return 'NotPrincipal';
  const operator = Object.keys(statement.Condition ?? {}).find((name) => !knowsOperator(name));
  if (operator) return `the condition operator ${operator}`;
  const variable = /\$\{[^}]*\}/.exec(JSON.stringify(statement));
  return variable ? `the policy variable ${variable[0]}` : undefined;
};
