import type { Cloud } from '../../cloud/cloud';

/** Puts metrics of a stream into AWS/Firehose. @param values by metric name */
export const recordStream = (cloud: Cloud, stream: string, values: Readonly<Record<string, number>>): void => {
  const Timestamp = new Date(cloud.clock.now());
  const Dimensions = [{ Name: 'DeliveryStreamName', Value: stream }];
  const MetricData = Object.entries(values).map(([MetricName, Value]) => ({ MetricName, Value, Timestamp, Dimensions }));
  const caller = { kind: 'service', name: 'firehose.amazonaws.com' } as const;
  const put = cloud.call('monitoring', 'PutMetricData', { Namespace: 'AWS/Firehose', MetricData }, caller);
  cloud.background('firehose', `metrics of ${stream}`, put);
};
