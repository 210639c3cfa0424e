import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
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
import { LogSenders } from './log-senders';
import { LogDelivery } from './log-stream';
import { searchableGroups } from './searchable-groups';

/** Whose logs can be searched. */
export interface LoggingStackProps {
  readonly config: Config;
  readonly foundation: FoundationStack;
  /** Stacks whose log groups are subscribed, where they lie beside this one; others have a forwarder of their own. */
  readonly sources: readonly Stack[];
}

/** Log groups → forwarder → Firehose → OpenSearch, and every document into a bucket. */
export class LoggingStack extends Stack {
  /** Holds every document, and what the stream did not take. */
  readonly documents: IBucket;

  constructor(scope: Construct, id: string, { config, foundation, sources }: LoggingStackProps) {
    super(scope, id, stackProps(config, 'Unbreakable pipeline: search in the logs'));
    const { notifications } = foundation;
    const bucket = logBucket(this, 'Documents', config, foundation.buckets.accessLogs);
    this.documents = bucket;
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
    const forwarder = new LogForwarder(this, 'Forwarding', config, { kind: 'here', bucket }, undelivered.queue);
    forwarder.subscribe(searchableGroups(this, config, sources));
    if (config.accounts !== undefined) new LogSenders(this, 'Senders', config, config.accounts, bucket);

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
