import { CfnOutput, Stack } from 'aws-cdk-lib';
import { ServerApplication } from 'aws-cdk-lib/aws-codedeploy';
import type { Construct } from 'constructs';
import type { Config } from '../config/config';
import { acknowledgeCustomResources } from '../nag/custom-resources';
import { Buckets } from './buckets';
import { applicationNames } from './names';
import { Notifications } from './notifications';
import { stackProps } from './removal';

/** What both environments, the gate and the pipeline share: buckets, the topic, the CodeDeploy applications. */
export class FoundationStack extends Stack {
  readonly buckets: Buckets;
  readonly notifications: Notifications;
  /** What is deployed. */
  readonly sample: ServerApplication;
  /** What sends load to it. */
  readonly loadTest: ServerApplication;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id, stackProps(config, 'Unbreakable pipeline: source and artifact buckets, notifications, CodeDeploy applications'));
    this.buckets = new Buckets(this, 'Buckets', config);
    this.notifications = new Notifications(this, 'Notifications', config);
    this.sample = new ServerApplication(this, 'Sample', { applicationName: applicationNames.sample });
    this.loadTest = new ServerApplication(this, 'LoadTest', { applicationName: applicationNames.loadTest });
    acknowledgeCustomResources(this);

    new CfnOutput(this, 'SourceBucketName', {
      value: this.buckets.source.bucketName,
      description: 'Releases are uploaded here: npx unbreakable release',
    });
    new CfnOutput(this, 'NotificationsTopicArn', { value: this.notifications.topic.topicArn, description: 'Decisions and alarms' });
    new CfnOutput(this, 'CriticalTopicArn', { value: this.notifications.critical.topicArn, description: 'Calls people: SMS and pagers' });
  }
}
