import { SecretValue } from 'aws-cdk-lib';
import { Topic, SubscriptionProtocol, type ITopicSubscription } from 'aws-cdk-lib/aws-sns';
import { SmsSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Config } from '../config/config';

const secretPrefix = 'secret:';

/** The encrypted topic that calls people at any hour: SMS, and the webhooks of pagers. */
export function criticalTopic(scope: Construct, id: string, { critical }: Config, masterKey: IKey): Topic {
  const topic = new Topic(scope, id, { displayName: 'Unbreakable', masterKey, enforceSSL: true });
  for (const number of critical.phoneNumbers) topic.addSubscription(new SmsSubscription(number));
  for (const address of critical.pagers) topic.addSubscription(pager(address));
  return topic;
}

/** CloudFormation reads a secret address while it deploys, so that no template holds it. */
const pager = (address: string): ITopicSubscription =>
  new UrlSubscription(
    address.startsWith(secretPrefix) ? SecretValue.secretsManager(address.slice(secretPrefix.length)).unsafeUnwrap() : address,
    { protocol: SubscriptionProtocol.HTTPS },
  );
