import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Config } from '../config/config';
import { letAlarmsPublish, type Notifications } from '../foundation/notifications';

/** The encrypted topic that calls people: a rollback that did not help, a problem that could not be answered. */
export class CriticalTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, config: Config, { key }: Notifications) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { displayName: 'Production has not recovered', masterKey: key, enforceSSL: true });
    for (const address of config.healing.criticalEmails ?? config.notificationEmails) this.topic.addSubscription(new EmailSubscription(address));
    letAlarmsPublish(this.topic);
  }
}
