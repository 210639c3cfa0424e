import type { Measure } from './measure';

/**
 * A log line that CloudWatch Logs turns into a metric, without a call and a permission:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 *
 * @param now epoch milliseconds
 */
export const embeddedMetric = (namespace: string, { metric, unit, value, dimensions }: Measure, now: number): string =>
  JSON.stringify({
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [Object.keys(dimensions)], Metrics: [{ Name: metric, Unit: unit }] }],
    },
    ...dimensions,
    [metric]: value,
  });
