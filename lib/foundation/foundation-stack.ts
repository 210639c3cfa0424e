import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { letEventsIn } from '../accounts/events-in';
import { ImageRepository } from '../compute/ecs/image-repository';
import type { Config } from '../config/config';
import type { AccountsConfig } from '../config/sections/accounts';
import { acknowledgeCustomResources } from '../nag/custom-resources';
import { applications, type Applications } from './applications';
import { Buckets } from './buckets';
import { Notifications } from './notifications';
import { stackProps } from './removal';

/** Where the environments are: beside the foundation, with CodeDeploy's applications there, or in accounts of their own. */
export type EnvironmentsPlace =
  | { readonly kind: 'here'; readonly applications: Applications }
  | { readonly kind: 'elsewhere'; readonly accounts: AccountsConfig };

/** What both environments, the gate and the pipeline share: buckets, topics, CodeDeploy’s applications. */
export class FoundationStack extends Stack {
  readonly buckets: Buckets;
  readonly notifications: Notifications;
  readonly environments: EnvironmentsPlace;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id, stackProps(config, 'Unbreakable pipeline: source and artifact buckets, notifications, CodeDeploy applications'));
    this.buckets = new Buckets(this, 'Buckets', config);
    this.notifications = new Notifications(this, 'Notifications', config);
    this.environments =
      config.accounts === undefined
        ? { kind: 'here', applications: applications(this, config) }
        : { kind: 'elsewhere', accounts: config.accounts };
    if (this.environments.kind === 'elsewhere') letEventsIn(this, 'EventsOf', this.environments.accounts);
    if (config.compute === 'ecs') new ImageRepository(this, 'Images', config);
    acknowledgeCustomResources(this);

    new CfnOutput(this, 'SourceBucketName', {
      value: this.buckets.source.bucketName,
      description: 'Releases are uploaded here: npx unbreakable release',
    });
    new CfnOutput(this, 'NotificationsTopicArn', { value: this.notifications.topic.topicArn, description: 'Decisions and alarms' });
    new CfnOutput(this, 'CriticalTopicArn', { value: this.notifications.critical.topicArn, description: 'Calls people: SMS and pagers' });
  }
}
