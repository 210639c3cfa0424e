/** Resource policies that AWS gives to resources of which the owner set none. */
import type { PolicyDocument } from '../cloud/cloud';

/**
 * The policies of a resource without one of its own. A topic lets everybody of its account publish, which is how an
 * alarm reaches it; setting any topic policy replaces that one.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
export const defaultPolicy = (resourceArn: string, account: string): readonly PolicyDocument[] =>
  resourceArn.startsWith('arn:aws:sns:')
    ? [
        {
          Statement: {
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: ['sns:Publish', 'sns:Subscribe', 'sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic'],
            Resource: resourceArn,
            Condition: { StringEquals: { 'AWS:SourceOwner': account } },
          },
        },
      ]
    : [];
