import { AutoScalingClient, paginateDescribeAutoScalingInstances } from '@aws-sdk/client-auto-scaling';
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  paginateDescribeAlarms,
  paginateListMetrics,
  PutMetricAlarmCommand,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import { clientOptions } from '../../aws/client-options';
import { diskAlarmPrefix, hostMetrics } from '../../contract/ops';
import { diskOf, type Dimension, type Disk } from './disk';
import type { DiskPorts } from './disk-alarms';
import type { DiskAlarm } from './plan';

/** Names in one DeleteAlarms. */
const batch = 100;

/** Disks by their metrics, instances by Auto Scaling, alarms by their names' prefix. */
export class AwsDisks implements DiskPorts {
  constructor(
    private readonly cloudwatch: CloudWatchClient = new CloudWatchClient(clientOptions),
    private readonly autoscaling: AutoScalingClient = new AutoScalingClient(clientOptions),
  ) {}

  async instances(): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for await (const { AutoScalingInstances = [] } of paginateDescribeAutoScalingInstances({ client: this.autoscaling }, {})) {
      for (const { InstanceId, LifecycleState = '' } of AutoScalingInstances)
        if (InstanceId !== undefined && !LifecycleState.startsWith('Terminat')) found.add(InstanceId);
    }
    return found;
  }

  async disks(): Promise<readonly Disk[]> {
    const found: Disk[] = [];
    // Without RecentlyActive CloudWatch lists what it measured within two weeks.
    const input = {
      Namespace: hostMetrics.namespace,
      MetricName: hostMetrics.diskUsed,
      Dimensions: [{ Name: 'InstanceId' }],
      RecentlyActive: 'PT3H' as const,
    };
    for await (const { Metrics = [] } of paginateListMetrics({ client: this.cloudwatch }, input)) {
      for (const metric of Metrics) found.push(...[diskOf(dimensionsOf(metric))].filter((disk) => disk !== undefined));
    }
    return found;
  }

  async alarms(): Promise<readonly DiskAlarm[]> {
    const found: DiskAlarm[] = [];
    for await (const { MetricAlarms = [] } of paginateDescribeAlarms(
      { client: this.cloudwatch },
      { AlarmNamePrefix: diskAlarmPrefix, AlarmTypes: ['MetricAlarm'] },
    )) {
      found.push(...MetricAlarms.map(diskAlarm));
    }
    return found;
  }

  async put({ name, description, dimensions, percent, topicArn }: DiskAlarm): Promise<void> {
    await this.cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: name,
        AlarmDescription: description,
        Namespace: hostMetrics.namespace,
        MetricName: hostMetrics.diskUsed,
        Dimensions: [...dimensions],
        Statistic: 'Average',
        Period: hostMetrics.periodSeconds,
        EvaluationPeriods: 2,
        Threshold: percent,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        // An instance that reports nothing is the business of the health checks; the state stays what it was.
        TreatMissingData: 'ignore',
        AlarmActions: [topicArn],
        OKActions: [topicArn],
      }),
    );
  }

  async remove(names: readonly string[]): Promise<void> {
    for (let at = 0; at < names.length; at += batch)
      await this.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: names.slice(at, at + batch) }));
  }
}

const dimensionsOf = ({
  Dimensions = [],
}: {
  readonly Dimensions?: readonly { readonly Name?: string | undefined; readonly Value?: string | undefined }[] | undefined;
}): readonly Dimension[] => Dimensions.flatMap(({ Name, Value }) => (Name === undefined || Value === undefined ? [] : [{ Name, Value }]));

const diskAlarm = (alarm: MetricAlarm): DiskAlarm => ({
  name: alarm.AlarmName ?? '',
  description: alarm.AlarmDescription ?? '',
  dimensions: dimensionsOf(alarm),
  percent: alarm.Threshold ?? Number.NaN,
  topicArn: alarm.AlarmActions?.[0] ?? '',
});
