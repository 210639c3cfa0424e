import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../config/config';
import { acknowledgeCustomResources } from '../nag/custom-resources';
import { applications, type Applications } from './applications';
import { Buckets } from './buckets';
import { Notifications } from './notifications';
import { stackProps } from './removal';

/** What both environments, the gate and the pipeline share: buckets, topics, CodeDeploy’s applications. */
export class FoundationStack extends Stack {
  readonly buckets: Buckets;
  readonly notifications: Notifications;
  /** CodeDeploy's, where the environments are in the account of the pipeline; others find them in their own. */
  readonly applications: Applications | undefined;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id, stackProps(config, 'Unbreakable pipeline: source and artifact buckets, notifications, CodeDeploy applications'));
    this.buckets = new Buckets(this, 'Buckets', config);
    this.notifications = new Notifications(this, 'Notifications', config);
    this.applications = config.accounts === undefined ? applications(this, config) : undefined;
    acknowledgeCustomResources(this);

    new CfnOutput(this, 'SourceBucketName', {
      value: this.buckets.source.bucketName,
      description: 'Releases are uploaded here: npx unbreakable release',
    });
    new CfnOutput(this, 'NotificationsTopicArn', { value: this.notifications.topic.topicArn, description: 'Decisions and alarms' });
    new CfnOutput(this, 'CriticalTopicArn', { value: this.notifications.critical.topicArn, description: 'Calls people: SMS and pagers' });
  }
}
