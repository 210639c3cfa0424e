import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Config } from '../config/config';
import { criticalTopic } from './critical-topic';
import { removalPolicy } from './removal';
import { slackChannel } from './slack-channel';

/** The two encrypted topics: one that people read (decisions of the gate, alarms), one that calls them. */
export class Notifications extends Construct {
  /** Email. */
  readonly topic: Topic;
  /** SMS and pagers. */
  readonly critical: Topic;
  /** What the channel of Slack shows beside alarms: it takes messages of one form only. Absent where there is no channel. */
  readonly chat: Topic | undefined;
  /** A key of our own, because CloudWatch may not publish to a topic that the AWS-managed key encrypts. */
  readonly key: Key;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Notifications of the unbreakable pipeline',
      enableKeyRotation: true,
      removalPolicy: removalPolicy(config),
    });
    this.topic = new Topic(this, 'Topic', { masterKey: this.key, enforceSSL: true });
    for (const address of config.notificationEmails) this.topic.addSubscription(new EmailSubscription(address));
    this.critical = criticalTopic(this, 'Critical', config, this.key);
    this.chat = config.slack && new Topic(this, 'Chat', { masterKey: this.key, enforceSSL: true });
    if (config.slack !== undefined)
      slackChannel(this, 'Slack', config.slack, [this.topic, this.critical, ...(this.chat === undefined ? [] : [this.chat])]);
    letAlarmsPublish(this.topic);
    letAlarmsPublish(this.critical);
    this.letRulesPublish();
    this.key.addToResourcePolicy(new PolicyStatement({ ...alarms(this), sid: 'AlarmsEncrypt', actions: useKey, resources: ['*'] }));
  }

  /** Rules of EventBridge may write to people; AWS takes no conditions in policies for them. */
  private letRulesPublish(): void {
    const principals = [new ServicePrincipal('events.amazonaws.com')];
    this.topic.addToResourcePolicy(
      new PolicyStatement({ principals, sid: 'RulesPublish', actions: ['sns:Publish'], resources: [this.topic.topicArn] }),
    );
    this.key.addToResourcePolicy(new PolicyStatement({ principals, sid: 'RulesEncrypt', actions: useKey, resources: ['*'] }));
  }
}

const useKey = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** CloudWatch alarms of this account may publish to the topic. */
export function letAlarmsPublish(topic: Topic): void {
  topic.addToResourcePolicy(
    new PolicyStatement({ ...alarms(topic), sid: 'AlarmsPublish', actions: ['sns:Publish'], resources: [topic.topicArn] }),
  );
}

const alarms = (scope: Construct) => ({
  principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
  conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
});
