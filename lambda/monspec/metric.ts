/** What a signature measures, by a name that every metric source can translate. */
export type MetricReference =
  /** A metric key, for example `com.dynatrace.builtin:service.responsetime`. */
  | { readonly kind: 'timeseries'; readonly key: string }
  /** A count of smartscape relationships, for example `toRelationships:calls`. */
  | { readonly kind: 'smartscape'; readonly relation: string }
  /** A rate of two counts, in percent: 100 · numerator / denominator. */
  | { readonly kind: 'rate'; readonly numerator: string; readonly denominator: string };
