import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { placeOf } from '../accounts/roles';
import type { EnvironmentStack } from '../compute/environment-stack';
import type { Config } from '../config/config';
import { ServiceDashboard } from '../dashboards/service-dashboard';
import type { EnvironmentName } from '../foundation/names';
import type { Notifications } from '../foundation/notifications';
import { stackProps } from '../foundation/removal';
import { UndeliveredQueue } from '../gate/undelivered-queue';
import { DiskAlarms } from './disk-alarms';
import { ServiceAlarms } from './service-alarms';

/** An environment in an account of its own. */
export interface EnvironmentOperationsProps {
  readonly environment: EnvironmentName;
  readonly config: Config;
  readonly notifications: Notifications;
  readonly compute: EnvironmentStack;
}

/** What looks after an environment where it is: in its own account, whose metrics and instances no other one sees. */
export class EnvironmentOperationsStack extends Stack {
  constructor(scope: Construct, id: string, { environment, config, notifications, compute }: EnvironmentOperationsProps) {
    super(scope, id, stackProps(config, `Unbreakable pipeline: operations of ${environment.toLowerCase()}`, placeOf(environment)));
    const undelivered = new UndeliveredQueue(this, 'Undelivered', notifications.topic, 'Operations');
    new DiskAlarms(this, 'Disks', config, notifications, undelivered.queue);
    new ServiceAlarms(this, 'OperationsAlarms', 'Operations', this, notifications);
    serviceDashboard(this, environment, config, compute);
  }
}

/** What people look at of an environment, where dashboards are wanted. */
export function serviceDashboard(scope: Construct, environment: EnvironmentName, config: Config, stack: EnvironmentStack): void {
  const { alarms } = environment === 'Staging' ? config.staging : config.production;
  if (config.dashboards.enabled) new ServiceDashboard(scope, environment, { environment, stack, settings: alarms, config });
}
