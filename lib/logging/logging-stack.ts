import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../config/config';
import type { FoundationStack } from '../foundation/foundation-stack';
import { stackProps } from '../foundation/removal';
import { UndeliveredQueue } from '../gate/undelivered-queue';
import { acknowledgeCustomResources } from '../nag/custom-resources';
import { ServiceAlarms } from '../operations/service-alarms';
import { LogAlarms } from './log-alarms';
import { logBucket } from './log-bucket';
import { LogDomain } from './log-domain';
import { LogForwarder } from './log-forwarder';
import { LogIndex } from './log-index';
import { LogDelivery } from './log-stream';
import { searchableGroups } from './searchable-groups';

/** Whose logs can be searched. */
export interface LoggingStackProps {
  readonly config: Config;
  readonly foundation: FoundationStack;
  /** Stacks whose log groups are subscribed. Those of another account or region stay out: a subscription does not cross over. */
  readonly sources: readonly Stack[];
}

/** Log groups → forwarder → Firehose → OpenSearch, and every document into a bucket. Nothing depends on this stack. */
export class LoggingStack extends Stack {
  constructor(scope: Construct, id: string, { config, foundation, sources }: LoggingStackProps) {
    super(scope, id, stackProps(config, 'Unbreakable pipeline: search in the logs'));
    const { notifications } = foundation;
    const bucket = logBucket(this, 'Documents', config, foundation.buckets.accessLogs);
    const delivery = new LogDelivery(this, 'Delivery', config, bucket);
    const index = new LogIndex(this, 'Index', config);
    const { resource: domain } = new LogDomain(this, 'Search', config, {
      preparer: index.preparer.role,
      writer: delivery.role,
      readerRoleArns: config.logging.readerRoles,
    });
    const prepared = index.prepare({ Endpoint: domain.attrDomainEndpoint, WriterRoleArn: delivery.role.roleArn });
    const stream = delivery.deliverTo({ config, domainArn: domain.attrArn });
    // The first documents would be refused before Firehose's role is known inside the domain.
    stream.node.addDependency(prepared);

    const undelivered = new UndeliveredQueue(this, 'Undelivered', notifications.topic, 'Logs');
    const forwarder = new LogForwarder(this, 'Forwarding', config, bucket, undelivered.queue);
    forwarder.subscribe(searchableGroups(this, config, sources));

    new LogAlarms(this, 'Alarms', { stream: stream.ref, domain: domain.ref, volumeGb: config.logging.volumeGb, notifications });
    new ServiceAlarms(this, 'FunctionAlarms', 'Logs', this, notifications);
    acknowledgeCustomResources(this);

    const outputs = {
      DashboardsUrl: [`https://${domain.attrDomainEndpoint}/_dashboards`, 'Search and draw: docs/logging.md says how to sign in'],
      DocumentsBucketName: [bucket.bucketName, 'Every document; those that were refused lie below failed/'],
    } as const;
    for (const [name, [value, description]] of Object.entries(outputs)) new CfnOutput(this, name, { value, description });
  }
}
