/**
 * The one table of portable metric keys: what people call each metric, its unit, and what every source calls it.
 * The keys are those of the original's monspec files. The Dynatrace v2 names are inferred from the v1 names; the
 * Prometheus names are OpenTelemetry's HTTP semantic conventions as Prometheus exports them.
 */

/** What kind of number a metric is; it decides which aggregates make sense and how a window becomes one value. */
export type MetricKind = 'duration' | 'ratio' | 'throughput' | 'count' | 'utilisation';

/**
 * How CloudWatch load-balancer metrics (namespace AWS/ApplicationELB) supply a metric. `ofBalancer` is what the load
 * balancer answers itself when a target does not: a count of the dimension LoadBalancer alone, added to the targets'.
 */
export type CloudWatchMapping =
  /** One statistic per minute times `scale`, weighted by SampleCount. */
  | { readonly kind: 'level'; readonly metric: string; readonly scale: number }
  /** 100 · Sum of `numerator` (and of `ofBalancer`) / Sum of `denominator`. */
  | { readonly kind: 'rate'; readonly numerator: string; readonly ofBalancer?: string; readonly denominator: string }
  /** Sum per minute (of both). With `zeroWhere`, a minute without a point is zero where that metric has one. */
  | { readonly kind: 'count'; readonly metric: string; readonly ofBalancer?: string; readonly zeroWhere?: string }
  | 'unsupported';

/** What Dynatrace's metrics API v2 calls a metric, and the factor from its unit to ours. */
export interface DynatraceMapping {
  readonly selector: string;
  /** The count of requests behind a rate or an error count: its weight, and where silence means zero. */
  readonly requests?: string;
  readonly unit: 'MicroSecond' | 'Percent' | 'Count';
  readonly scale: number;
}

/** A PromQL metric (with its label selector), and the factor from its unit to ours. */
export type PrometheusMapping =
  | { readonly kind: 'histogram'; readonly metric: string; readonly scale: number }
  | { readonly kind: 'rate'; readonly numerator: string; readonly denominator: string }
  | { readonly kind: 'counter'; readonly metric: string }
  | { readonly kind: 'gauge'; readonly metric: string; readonly scale: number }
  | 'unsupported';

/** One row of the table. */
export interface MetricMapping {
  /** Name for people, for example `Response time`. */
  readonly label: string;
  readonly kind: MetricKind;
  /** Whether the metric belongs to a method of a service (`servicemethods`) rather than to the service. */
  readonly ofMethod: boolean;
  readonly cloudwatch: CloudWatchMapping;
  readonly dynatrace: DynatraceMapping;
  readonly prometheus: PrometheusMapping;
}

const requests = 'RequestCount';
const serverErrors = 'HTTPCode_Target_5XX_Count';
const balancerErrors = 'HTTPCode_ELB_5XX_Count';
const clientErrors = 'HTTPCode_Target_4XX_Count';
const otelDuration = 'http_server_request_duration_seconds';
const otelCount = `${otelDuration}_count`;
const otelServerErrors = `${otelCount}{http_response_status_code=~"5.."}`;
const otelClientErrors = `${otelCount}{http_response_status_code=~"4.."}`;
const otelFailures = `${otelCount}{http_response_status_code=~"[45].."}`;

const cloudwatchRate = (numerator: string): CloudWatchMapping => ({ kind: 'rate', numerator, denominator: requests });
const cloudwatchFailures: CloudWatchMapping = { kind: 'rate', numerator: serverErrors, ofBalancer: balancerErrors, denominator: requests };
const cloudwatchErrors = (metric: string): CloudWatchMapping => ({ kind: 'count', metric, zeroWhere: requests });
const microseconds = (selector: string): DynatraceMapping => ({ selector, unit: 'MicroSecond', scale: 0.001 });
const percent = (selector: string): DynatraceMapping => ({ selector, unit: 'Percent', scale: 1 });
const count = (selector: string): DynatraceMapping => ({ selector, unit: 'Count', scale: 1 });
const serviceRequests = 'builtin:service.requestCount.total';
const methodRequests = 'builtin:service.keyRequest.count.total';
const otelRate = (numerator: string): PrometheusMapping => ({ kind: 'rate', numerator, denominator: otelCount });
const otelResponseTime: PrometheusMapping = { kind: 'histogram', metric: otelDuration, scale: 1000 };

/** By the metric's portable name without its prefix. */
const table = {
  'service.responsetime': {
    label: 'Response time',
    kind: 'duration',
    ofMethod: false,
    cloudwatch: { kind: 'level', metric: 'TargetResponseTime', scale: 1000 },
    dynatrace: microseconds('builtin:service.response.time'),
    prometheus: otelResponseTime,
  },
  'service.failurerate': {
    label: 'Failure rate',
    kind: 'ratio',
    ofMethod: false,
    cloudwatch: cloudwatchFailures,
    dynatrace: { ...percent('builtin:service.errors.total.rate'), requests: serviceRequests },
    prometheus: otelRate(otelFailures),
  },
  'service.serversidefailurerate': {
    label: 'Server-side failure rate',
    kind: 'ratio',
    ofMethod: false,
    cloudwatch: cloudwatchFailures,
    dynatrace: { ...percent('builtin:service.errors.server.rate'), requests: serviceRequests },
    prometheus: otelRate(otelServerErrors),
  },
  'service.clientsidefailurerate': {
    label: 'Client-side failure rate',
    kind: 'ratio',
    ofMethod: false,
    cloudwatch: cloudwatchRate(clientErrors),
    dynatrace: { ...percent('builtin:service.errors.client.rate'), requests: serviceRequests },
    prometheus: otelRate(otelClientErrors),
  },
  'service.requestspermin': {
    label: 'Requests per minute',
    kind: 'throughput',
    ofMethod: false,
    cloudwatch: { kind: 'count', metric: requests },
    dynatrace: count(serviceRequests),
    prometheus: { kind: 'counter', metric: otelCount },
  },
  'service.errorcounthttp4xx': {
    label: 'HTTP 4xx errors',
    kind: 'count',
    ofMethod: false,
    cloudwatch: cloudwatchErrors(clientErrors),
    dynatrace: { ...count('builtin:service.errors.fourxx.count'), requests: serviceRequests },
    prometheus: { kind: 'counter', metric: otelClientErrors },
  },
  'service.errorcounthttp5xx': {
    label: 'HTTP 5xx errors',
    kind: 'count',
    ofMethod: false,
    cloudwatch: { kind: 'count', metric: serverErrors, ofBalancer: balancerErrors, zeroWhere: requests },
    dynatrace: { ...count('builtin:service.errors.fivexx.count'), requests: serviceRequests },
    prometheus: { kind: 'counter', metric: otelServerErrors },
  },
  'servicemethod.responsetime': {
    label: 'Response time',
    kind: 'duration',
    ofMethod: true,
    cloudwatch: 'unsupported',
    dynatrace: microseconds('builtin:service.keyRequest.response.time'),
    prometheus: otelResponseTime,
  },
  'servicemethod.failurerate': {
    label: 'Failure rate',
    kind: 'ratio',
    ofMethod: true,
    cloudwatch: 'unsupported',
    dynatrace: { ...percent('builtin:service.keyRequest.errors.server.rate'), requests: methodRequests },
    prometheus: otelRate(otelServerErrors),
  },
  'pgi.cpu.usage': {
    label: 'Process CPU usage',
    kind: 'utilisation',
    ofMethod: false,
    cloudwatch: 'unsupported',
    dynatrace: percent('builtin:tech.generic.cpu.usage'),
    prometheus: { kind: 'gauge', metric: 'process_cpu_utilization_ratio', scale: 100 },
  },
  'pgi.mem.usage': {
    label: 'Process memory usage',
    kind: 'utilisation',
    ofMethod: false,
    cloudwatch: 'unsupported',
    dynatrace: percent('builtin:tech.generic.mem.usage'),
    prometheus: 'unsupported',
  },
} as const satisfies Record<string, MetricMapping>;

/** What every portable metric key begins with. */
export const keyPrefix = 'com.dynatrace.builtin:';

const mappings: ReadonlyMap<string, MetricMapping> = new Map(
  Object.entries(table).map(([name, mapping]) => [`${keyPrefix}${name}`, mapping]),
);

/** Every portable metric key, for example `com.dynatrace.builtin:service.responsetime`. */
export const metricKeys: readonly string[] = [...mappings.keys()];

/** The table's row for a portable metric key; undefined for an unknown one. */
export const mappingOf = (key: string): MetricMapping | undefined => mappings.get(key);

/** The table's row for a Dynatrace v2 selector without transformations; undefined for any other. */
export const mappingOfSelector = (selector: string): MetricMapping | undefined =>
  [...mappings.values()].find(({ dynatrace }) => dynatrace.selector === selector);
