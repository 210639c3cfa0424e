import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';

/** How full a part of the application is: one graph. */
export interface Saturation {
  readonly title: string;
  readonly metrics: readonly Metric[];
  /** What is full, in the unit of the metrics. */
  readonly limit: number;
}

/** The largest value of every period; what is full for a moment is full. */
export const largest = (
  label: string,
  [namespace, metricName]: readonly [string, string],
  dimensionsMap: Readonly<Record<string, string>> | undefined,
  seconds = 60,
): Metric =>
  new Metric({
    namespace,
    metricName,
    ...(dimensionsMap && { dimensionsMap: { ...dimensionsMap } }),
    statistic: 'Maximum',
    period: Duration.seconds(seconds),
    label,
  });
