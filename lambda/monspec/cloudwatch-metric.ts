/**
 * What only CloudWatch knows, as a signature's key `cloudwatch` names it. Wherever a text says where to look,
 * `{{environment}}` stands for the environment's name and `{{Name}}` for the value of its CloudWatch dimension Name.
 */

/** One statistic of one metric of any namespace, embedded-metric-format namespaces included. */
export interface CloudWatchStatistic {
  readonly namespace: string;
  readonly metric: string;
  /** CloudWatch's name, for example `Sum`, `p99.9`, `tm99` or `TM(2%:98%)`. Default: that of the signature's aggregate. */
  readonly statistic?: string;
  /** Default: the environment's dimensions. `{}` is the metric without dimensions. */
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** How finely a series is fetched, and the factor from CloudWatch's unit to the signature's. */
export interface CloudWatchFetching {
  /** Seconds: 1, 5, 10 or 30 (high resolution, kept for 3 hours), or 60, 300 or 3600. */
  readonly periodSeconds: number;
  /** 1000 turns seconds into milliseconds. */
  readonly scale: number;
}

export type CloudWatchMetric =
  | ({ readonly kind: 'statistic' } & CloudWatchStatistic & CloudWatchFetching)
  /** A metric-math expression over `metrics` by id, or a Metrics Insights query (`SELECT …`). It must yield one series. */
  | ({
      readonly kind: 'expression';
      readonly expression: string;
      readonly metrics: Readonly<Record<string, CloudWatchStatistic>>;
    } & CloudWatchFetching)
  /** How many of these alarms are in ALARM at the time of a look. */
  | { readonly kind: 'alarms'; readonly names: readonly string[] }
  /** Remaining error budget of an Application Signals SLO in percent, by its name or ARN. */
  | { readonly kind: 'slo'; readonly slo: string };

/** What a CloudWatch metric is called where a key is needed (ids, `scalefactorperc`), for example `Shop/CheckoutTime p90`. */
export const nameOfCloudWatch = (metric: CloudWatchMetric): string => {
  switch (metric.kind) {
    case 'statistic':
      return `${metric.namespace}/${metric.metric}${metric.statistic === undefined ? '' : ` ${metric.statistic}`}`;
    case 'expression':
      return metric.expression;
    case 'alarms':
      return `alarms ${metric.names.join(', ')}`;
    case 'slo':
      return `error budget of ${metric.slo}`;
  }
};
