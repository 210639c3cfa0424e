/** Resource policies that AWS gives to resources of which the owner set none. */
import type { PolicyDocument, PolicyStatement } from '../cloud/cloud';

/** The policies of a resource without one of its own. */
export const defaultPolicy = (resourceArn: string, account: string): readonly PolicyDocument[] => {
  if (resourceArn.startsWith('arn:aws:sns:')) return [{ Statement: ownAccountPublishes(resourceArn, account) }];
  if (/^arn:aws:kms:[^:]*:[^:]*:alias\/aws\//.test(resourceArn)) return [{ Statement: rolesUseKey(account) }];
  return [];
};

/**
 * A topic lets everybody of its account publish, which is how an alarm reaches it; setting any policy replaces this one.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
const ownAccountPublishes = (topic: string, account: string): PolicyStatement => ({
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: ['sns:Publish', 'sns:Subscribe', 'sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic'],
  Resource: topic,
  Condition: { StringEquals: { 'AWS:SourceOwner': account } },
});

/** A key that AWS manages serves the principals of its account; other services are no such principals. */
const rolesUseKey = (account: string): PolicyStatement => ({
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
  Resource: '*',
  Condition: { StringEquals: { 'aws:PrincipalAccount': account } },
});
