/** Small functions that look after operations: what stacks and handlers share. */

/** Functions by their names; `lambda/ops/<name>.lambda.ts` holds the handler. */
export const opsFunctions = {
  'delivery-metrics': 'delivery-metrics',
  'disk-alarms': 'disk-alarms',
  'log-index': 'log-index',
  'log-forwarder': 'log-forwarder',
  'running-image': 'running-image',
} as const;

/** Environment variables of disk-alarms. */
export const diskVariables = {
  /** ARN of the topic that people read. */
  emailTopicArn: 'EMAIL_TOPIC_ARN',
  /** ARN of the topic that calls people. */
  criticalTopicArn: 'CRITICAL_TOPIC_ARN',
  /** Used percent at which people are written to. */
  emailPercent: 'DISK_EMAIL_PERCENT',
  /** Used percent at which people are called. */
  criticalPercent: 'DISK_CRITICAL_PERCENT',
} as const;

/** What the CloudWatch agent reports of hosts, every five minutes. */
export const hostMetrics = {
  namespace: 'Unbreakable/Hosts',
  /** By InstanceId, AutoScalingGroupName, device, fstype and path. Percent. */
  diskUsed: 'disk_used_percent',
  /** By AutoScalingGroupName. Percent. */
  memoryUsed: 'mem_used_percent',
  periodSeconds: 300,
} as const;

/** All alarms of disks begin so, and no others do: what has no disk is an orphan and goes. */
export const diskAlarmPrefix = 'unbreakable-disk-';
