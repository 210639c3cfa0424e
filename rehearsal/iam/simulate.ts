/** IAM's policy simulator: what a role's own policies say of actions, without anybody acting. */
import * as v from 'valibot';
import { AwsError } from '../cloud/aws-error';
import type { Operation } from '../cloud/service';
import { validated } from '../cloud/validated';
import type { Policies } from './policies';

const texts = v.array(v.string());

const input = v.object({
  PolicySourceArn: v.pipe(v.string(), v.regex(/^arn:aws:iam::\d{12}:role\/.+$/, 'Member must be the ARN of a role')),
  ActionNames: v.pipe(texts, v.minLength(1)),
  ResourceArns: v.optional(v.pipe(texts, v.minLength(1)), ['*']),
  ContextEntries: v.optional(v.array(v.object({ ContextKeyName: v.string(), ContextKeyValues: texts, ContextKeyType: v.string() })), []),
});

/** One answer of the simulator. */
export interface EvaluationResult {
  readonly EvalActionName: string;
  readonly EvalResourceName: string;
  readonly EvalDecision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  readonly MatchedStatements: readonly [];
  readonly MissingContextValues: readonly [];
}

/**
 * SimulatePrincipalPolicy. As on AWS it looks at identity policies alone unless it is given a resource policy, which
 * this one takes none of: a key or queue that refuses the role is not found here.
 * @param roleExists whether there is a role of this ARN
 */
export const simulatePrincipalPolicy = (policies: Policies, roleExists: (arn: string) => boolean): Operation<never, unknown> =>
  validated(input, {
    needs: ({ PolicySourceArn }) => [{ action: 'iam:SimulatePrincipalPolicy', resource: PolicySourceArn }],
    run: ({ PolicySourceArn: role, ActionNames, ResourceArns, ContextEntries }) => {
      if (!roleExists(role)) throw new AwsError('NoSuchEntity', `The role ${role} cannot be found.`, 404);
      const context = Object.fromEntries(ContextEntries.map(({ ContextKeyName: key, ContextKeyValues: [value = ''] }) => [key, value]));
      const EvaluationResults = ActionNames.flatMap((action) =>
        ResourceArns.map((resource): EvaluationResult => {
          const EvalDecision = policies.simulate({ caller: { kind: 'role', arn: role }, action, resource, context });
          return { EvalActionName: action, EvalResourceName: resource, EvalDecision, MatchedStatements: [], MissingContextValues: [] };
        }),
      );
      return { EvaluationResults, IsTruncated: false };
    },
  });
