import { Stack } from 'aws-cdk-lib';
import { CfnNotificationChannel } from 'aws-cdk-lib/aws-devopsguru';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Config } from '../config/config';
import type { DevOpsGuruConfig } from '../config/sections/dev-ops-guru';
import { removalPolicy } from '../foundation/removal';

/** The encrypted topic that DevOps Guru notifies, and the channel that leads to it. Nobody else may publish to it. */
export class InsightsTopic extends Construct {
  readonly topic: Topic;
  readonly channel: CfnNotificationChannel;

  constructor(scope: Construct, id: string, config: Config, settings: DevOpsGuruConfig) {
    super(scope, id);
    const key = new Key(this, 'Key', {
      description: 'Insights of DevOps Guru',
      enableKeyRotation: true,
      removalPolicy: removalPolicy(config),
    });
    this.topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true });
    this.channel = notificationChannel(this, 'Channel', this.topic.topicArn, settings);
    this.letPublish();
    this.letEncrypt(key);
  }

  /**
   * Exactly this channel, of exactly this account. The channel is there first, since only then its name is known; until
   * the policy follows, the one holds that DevOps Guru itself puts on a topic of its account.
   * https://docs.aws.amazon.com/devops-guru/latest/userguide/sns-required-permissions.html
   */
  private letPublish(): void {
    const stack = Stack.of(this);
    const channel = stack.formatArn({ service: 'devops-guru', resource: 'channel', resourceName: this.channel.ref });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'DevOpsGuruPublishes',
        principals: [this.guru],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'AWS:SourceArn': channel, 'AWS:SourceAccount': stack.account } },
      }),
    );
  }

  private letEncrypt(key: Key): void {
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'DevOpsGuruEncrypts',
        principals: [this.guru],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
      }),
    );
  }

  /** The service calls by the name of its region. */
  private get guru(): ServicePrincipal {
    return new ServicePrincipal(`${Stack.of(this).region}.devops-guru.amazonaws.com`);
  }
}

/** A way to a topic, with its filters. AWS takes no changes of either: another filter makes another channel. */
export const notificationChannel = (scope: Construct, id: string, topicArn: string, settings: DevOpsGuruConfig): CfnNotificationChannel =>
  new CfnNotificationChannel(scope, id, {
    config: { sns: { topicArn }, filters: { severities: [...settings.severities], messageTypes: [...settings.messages] } },
  });
