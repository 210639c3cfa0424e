import { Stack, Validations } from 'aws-cdk-lib';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference';
import type { IConstruct } from 'constructs';

/** Records findings of cdk-nag that stay as they are, on a construct and everything below it: rule → reason. */
export function acknowledge(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  const acknowledgements = Object.entries(reasons).map(([rule, reason]) => ({ id: `AwsSolutions::AwsSolutions-${rule}`, reason }));
  Validations.of(construct).acknowledge(...acknowledgements);
}

/**
 * Records why a policy below a construct names a resource with a wildcard. Any other wildcard stays a finding.
 * @param resource as the statement has it, tokens included
 */
export function acknowledgeWildcard(construct: IConstruct, resource: string, reason: string): void {
  construct.node.addValidation({
    // Only now does CDK know how a reference to another stack is written, which is part of the finding's name.
    validate: () => {
      const name = flattenCfnReference(Stack.of(construct).resolve(resource));
      acknowledge(construct, { [`IAM5[Resource::${name}]`]: reason });
      return [];
    },
  });
}

/** Records why a role has a policy that AWS writes. */
export function acknowledgeManagedPolicy(construct: IConstruct, policy: string, reason: string): void {
  acknowledge(construct, { [`IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policy}]`]: reason });
}
