import { Stack } from 'aws-cdk-lib';
import { CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { logRoleNames, placeOf, roleArn } from '../accounts/roles';
import type { Config } from '../config/config';
import type { AccountsConfig } from '../config/sections/accounts';
import type { EnvironmentName } from '../foundation/names';
import type { Notifications } from '../foundation/notifications';
import { stackProps } from '../foundation/removal';
import { UndeliveredQueue } from '../gate/undelivered-queue';
import { ServiceAlarms } from '../operations/service-alarms';
import { LogForwarder } from './log-forwarder';
import { searchableGroups } from './searchable-groups';

/** An environment in an account of its own. */
export interface LogForwardingStackProps {
  readonly environment: EnvironmentName;
  readonly config: Config;
  readonly accounts: AccountsConfig;
  /** Of the environment's account. */
  readonly notifications: Notifications;
  /** Stacks whose log groups are subscribed, where they lie beside this one. */
  readonly sources: readonly Stack[];
  /** Bucket of the tools account for what its stream does not take. */
  readonly documents: IBucket;
}

/**
 * Sends the log groups of an environment's account to the stream of the tools account. A subscription reaches another
 * account by way of a destination, which leads to Kinesis or Firehose only, and there lines arrive packed together; so a
 * function unpacks them here, as in the tools account, and takes on a role there.
 */
export class LogForwardingStack extends Stack {
  constructor(scope: Construct, id: string, props: LogForwardingStackProps) {
    const { environment, config, accounts, notifications, sources, documents } = props;
    super(scope, id, stackProps(config, `Unbreakable pipeline: logs of ${environment.toLowerCase()}`, placeOf(environment)));
    const undelivered = new UndeliveredQueue(this, 'Undelivered', notifications.topic, 'Logs');
    const way = {
      kind: 'elsewhere',
      bucketName: nameOf(documents),
      roleArn: roleArn(accounts.tools, logRoleNames(environment).forward),
      region: accounts.tools.region,
    } as const;
    new LogForwarder(this, 'Forwarding', config, way, undelivered.queue).subscribe(searchableGroups(this, config, sources));
    new ServiceAlarms(this, 'FunctionAlarms', 'Logs', this, notifications);
    this.addStackDependency(Stack.of(documents), 'Its stream takes what comes.');
  }
}

/** The resource's own name, which is read from the other stack's outputs. */
const nameOf = (bucket: IBucket): string => {
  const resource = bucket.node.defaultChild;
  return resource instanceof CfnBucket ? resource.ref : bucket.bucketName;
};
