import { SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic, type ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Config } from '../config/config';
import type { HealingConfig } from '../config/sections/healing';

/** A Slack channel that shows what healing tells, by Amazon Q Developer in chat applications. Nothing can be done from it. */
export class Chat extends Construct {
  readonly topic: ITopic;

  /** @param key encrypts what is told */
  constructor(scope: Construct, id: string, { pipelineName }: Config, channel: NonNullable<HealingConfig['chat']>, key: IKey) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true });
    new SlackChannelConfiguration(this, 'Channel', {
      slackChannelConfigurationName: `${pipelineName.replaceAll(/[^A-Za-z0-9_-]/g, '-')}-healing`,
      ...channel,
      notificationTopics: [this.topic],
      // Whoever writes in the channel may do nothing in the account.
      guardrailPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AWSDenyAll')],
    });
  }
}
