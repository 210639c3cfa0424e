/** The configuration of the CloudWatch agent on an instance. */
export interface AgentSettings {
  /** File that the agent sends to CloudWatch Logs, where embedded metrics become metrics. */
  readonly logFile: string;
  readonly logGroupName: string;
  /** CloudWatch namespace of memory and disk metrics. */
  readonly metricNamespace: string;
}

/** Where the agent reads its configuration. */
export const agentConfigPath = '/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json';

/** File systems that are no disks. */
const notOnDisk = ['sysfs', 'devtmpfs', 'tmpfs', 'overlay', 'squashfs', 'vfat', 'proc', 'debugfs', 'tracefs'];

/**
 * One log file; and every five minutes memory, every disk and the load with the Auto Scaling group as a dimension.
 * The agent knows no load average: processes that run or wait for a disk are what it averages.
 */
export function agentConfig({ logFile, logGroupName, metricNamespace }: AgentSettings): string {
  const document = {
    agent: { metrics_collection_interval: 300, run_as_user: 'root' },
    logs: {
      logs_collected: {
        files: { collect_list: [{ file_path: logFile, log_group_name: logGroupName, log_stream_name: '{instance_id}', timezone: 'UTC' }] },
      },
    },
    metrics: {
      namespace: metricNamespace,
      append_dimensions: { AutoScalingGroupName: '${aws:AutoScalingGroupName}', InstanceId: '${aws:InstanceId}' },
      aggregation_dimensions: [['AutoScalingGroupName']],
      metrics_collected: {
        mem: { measurement: ['mem_used_percent'] },
        disk: { measurement: ['used_percent'], resources: ['*'], ignore_file_system_types: notOnDisk },
        processes: { measurement: ['running', 'blocked'] },
      },
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
