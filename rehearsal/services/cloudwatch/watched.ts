/** What an alarm watches: one metric, metric math over several, or a band that CloudWatch has learnt. */
import * as v from 'valibot';
import { numeric, text } from '../input';
import { compileMath, type Formula } from './math';
import { dimensionRecord, type MetricId } from './metric-id';
import { parseStatistic, type Statistic } from './statistic';

/** One statistic of one metric. */
export interface WatchedMetric {
  readonly kind: 'metric';
  readonly metric: MetricId;
  readonly statisticName: string;
  readonly statistic: Statistic;
  readonly unit: string | undefined;
}

/** An expression over metrics of the same period. */
export interface WatchedMath {
  readonly kind: 'math';
  readonly expression: string;
  readonly formula: Formula;
  readonly operands: Readonly<Record<string, WatchedMetric>>;
}

/** Anomaly detection, which learns from up to two weeks; no rehearsal lasts that long, so it never has a state. */
export interface WatchedBand {
  readonly kind: 'band';
  readonly expression: string;
  readonly operands: Readonly<Record<string, WatchedMetric>>;
}

export type Watched = WatchedMetric | WatchedMath | WatchedBand;

export const periodSchema = v.pipe(
  numeric,
  v.check(
    (seconds) => [10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0),
    'Period must be 10, 20, 30 or a multiple of 60',
  ),
);
export const dimensionsSchema = v.optional(v.array(v.object({ Name: text, Value: text })), []);

/** The entries of `Metrics` of an alarm. */
export const metricsSchema = v.array(
  v.object({
    Id: text,
    Expression: v.optional(text),
    Label: v.optional(v.string()),
    MetricStat: v.optional(
      v.object({
        Metric: v.object({ Namespace: text, MetricName: text, Dimensions: dimensionsSchema }),
        Period: periodSchema,
        Stat: text,
        Unit: v.optional(text),
      }),
    ),
    ReturnData: v.optional(v.unknown()),
  }),
);

type Entries = v.InferOutput<typeof metricsSchema>;

/** One metric, as template and API name its parts. */
export const watchedMetric = (
  given: {
    readonly Namespace: string;
    readonly MetricName: string;
    readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  },
  statisticName: string,
  unit: string | undefined,
): WatchedMetric => ({
  kind: 'metric',
  metric: { namespace: given.Namespace, name: given.MetricName, dimensions: dimensionRecord(given.Dimensions) },
  statisticName,
  statistic: parseStatistic(statisticName),
  unit,
});

/** What `Metrics` watches, with its period; a text says why it is not rehearsed. */
export const watchedMath = (entries: Entries): { readonly watched: Watched; readonly periodSeconds: number } | string => {
  const stats = entries.flatMap(({ Id, MetricStat }) => (MetricStat === undefined ? [] : [[Id, MetricStat] as const]));
  const operands = Object.fromEntries(stats.map(([id, { Metric, Stat, Unit }]) => [id, watchedMetric(Metric, Stat, Unit)]));
  const [expression, ...others] = entries.flatMap(({ Expression }) => Expression ?? []);
  const [periodSeconds, ...periods] = new Set(stats.map(([, { Period }]) => Period));
  if (expression === undefined || others.length > 0) return 'metrics with other than one expression';
  if (periodSeconds === undefined || periods.length > 0) return 'metrics of different periods';
  if (expression.startsWith('ANOMALY_DETECTION_BAND(')) return { watched: { kind: 'band', expression, operands }, periodSeconds };
  const formula = compileMath(expression);
  return formula === undefined
    ? `the expression ${expression}`
    : { watched: { kind: 'math', expression, formula, operands }, periodSeconds };
};
