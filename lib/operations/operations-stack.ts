import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { EnvironmentStack } from '../compute/environment-stack';
import type { Config } from '../config/config';
import { PipelineDashboard } from '../dashboards/pipeline-dashboard';
import type { FoundationStack } from '../foundation/foundation-stack';
import { stackProps } from '../foundation/removal';
import { UndeliveredQueue } from '../gate/undelivered-queue';
import { DeliveryCounter } from './delivery-counter';
import { DiskAlarms } from './disk-alarms';
import { serviceDashboard } from './environment-operations';
import { healthNotices } from './health-notices';
import { ServiceAlarms } from './service-alarms';

/** What is looked after. */
export interface OperationsStackProps {
  readonly config: Config;
  readonly foundation: FoundationStack;
  readonly staging: EnvironmentStack;
  readonly production: EnvironmentStack;
  /** Parts of the product that must not fail silently, by the name that alarms call them. */
  readonly parts: Readonly<Record<string, Stack>>;
}

/** What people look at, and what tells them that the product itself has failed. Nothing depends on this stack. */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, { config, foundation, staging, production, parts }: OperationsStackProps) {
    super(scope, id, stackProps(config, 'Unbreakable pipeline: dashboards and operations'));
    const { notifications } = foundation;
    const undelivered = new UndeliveredQueue(this, 'Undelivered', notifications.topic, 'Operations');
    new DeliveryCounter(this, 'Delivery', config, undelivered.queue);
    // Environments with accounts of their own are looked after there.
    if (config.accounts === undefined) new DiskAlarms(this, 'Disks', config, notifications, undelivered.queue);
    healthNotices(this, 'Health', notifications.topic);
    for (const [part, stack] of Object.entries({ ...parts, Operations: this }))
      new ServiceAlarms(this, `${part}Alarms`, part, stack, notifications);

    if (config.accounts === undefined) {
      serviceDashboard(this, 'Staging', config, staging);
      serviceDashboard(this, 'Production', config, production);
    }
    if (config.dashboards.enabled) new PipelineDashboard(this, 'Pipeline', config);
  }
}
