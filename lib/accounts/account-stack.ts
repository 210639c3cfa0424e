import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Config } from '../config/config';
import type { AccountsConfig } from '../config/sections/accounts';
import { applications, type Applications, type EnvironmentBase } from '../foundation/applications';
import type { EnvironmentName } from '../foundation/names';
import { Notifications } from '../foundation/notifications';
import { stackProps } from '../foundation/removal';
import { foreignBucket } from './foreign-bucket';
import { placeOf } from './roles';

/** An environment with an account of its own. */
export interface AccountStackProps {
  readonly environment: EnvironmentName;
  readonly config: Config;
  readonly accounts: AccountsConfig;
  /** The tools account's bucket of artifacts in the environment's region. */
  readonly artifacts: IBucket;
}

/**
 * What an environment finds in its own account, in place of the foundation: CodeDeploy's applications, and the topics of
 * its alarms, since an alarm tells only topics of its region.
 */
export class AccountStack extends Stack implements EnvironmentBase {
  readonly buckets: { readonly artifacts: IBucket };
  readonly notifications: Notifications;
  readonly sample: Applications['sample'];
  readonly loadTest: Applications['loadTest'];

  constructor(scope: Construct, id: string, { environment, config, accounts, artifacts }: AccountStackProps) {
    super(
      scope,
      id,
      stackProps(config, `Unbreakable pipeline: what the account of ${environment.toLowerCase()} holds`, placeOf(environment)),
    );
    const { tools, [placeOf(environment)]: place } = accounts;
    // References between accounts bring no order with them.
    this.addStackDependency(Stack.of(artifacts));
    this.buckets = { artifacts: foreignBucket(this, 'Artifacts', artifacts, { id: tools.id, region: place.region }) };
    this.notifications = new Notifications(this, 'Notifications', config);
    ({ sample: this.sample, loadTest: this.loadTest } = applications(this, config));

    new CfnOutput(this, 'NotificationsTopicArn', { value: this.notifications.topic.topicArn, description: 'Alarms' });
    new CfnOutput(this, 'CriticalTopicArn', { value: this.notifications.critical.topicArn, description: 'Calls people: SMS and pagers' });
  }
}
