import type { CloudWatchMetric } from './cloudwatch-metric';

/** What a signature measures, by a name that every metric source can translate. */
export type MetricReference =
  /** A portable metric key (`com.dynatrace.builtin:service.responsetime`), or one of a single source (source-key.ts). */
  | { readonly kind: 'timeseries'; readonly key: string }
  /** A count of smartscape relationships, for example `toRelationships:calls`. */
  | { readonly kind: 'smartscape'; readonly relation: string }
  /** A rate of two counts, in percent: 100 · numerator / denominator. */
  | { readonly kind: 'rate'; readonly numerator: string; readonly denominator: string }
  /** What only CloudWatch knows. */
  | { readonly kind: 'cloudwatch'; readonly query: CloudWatchMetric };
