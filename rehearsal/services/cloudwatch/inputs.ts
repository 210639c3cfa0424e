/** Schemas of CloudWatch's inputs. */
import * as v from 'valibot';
import { timestamp } from '../../cloud/validated';
import { text } from '../input';

/** CloudWatch accepts numbers of this size; NaN and infinities never. */
const sample = v.pipe(
  v.number('Member must be a number'),
  v.finite('Special values (NaN, Infinity) are not supported'),
  v.minValue(-(2 ** 360)),
  v.maxValue(2 ** 360),
);

export const dimensions = v.pipe(
  v.array(v.object({ Name: v.pipe(text, v.maxLength(255)), Value: v.pipe(text, v.maxLength(1024)) })),
  v.maxLength(30),
);

const namespace = v.pipe(text, v.regex(/^[^:]/, 'Member must not start with a colon'), v.maxLength(255));
const name = v.pipe(text, v.maxLength(255));

/** 1, 5, 10, 20, 30 or a multiple of 60 seconds. */
export const period = v.pipe(
  v.number('Member must not be null'),
  v.check(
    (seconds) => [1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0),
    'Period must be 1, 5, 10, 20, 30 or a multiple of 60',
  ),
);

const datum = v.pipe(
  v.object({
    MetricName: name,
    Dimensions: v.optional(dimensions, []),
    Timestamp: v.optional(timestamp),
    Value: v.optional(sample),
    Values: v.optional(v.pipe(v.array(sample), v.minLength(1))),
    Counts: v.optional(v.array(v.pipe(sample, v.minValue(0)))),
    StatisticValues: v.optional(v.object({ SampleCount: v.pipe(sample, v.gtValue(0)), Sum: sample, Minimum: sample, Maximum: sample })),
    Unit: v.optional(text, 'None'),
    StorageResolution: v.optional(v.picklist([1, 60]), 60),
  }),
  v.check(
    ({ Value, Values, StatisticValues }) => [Value, Values, StatisticValues].filter((given) => given !== undefined).length === 1,
    'exactly one of Value, Values and StatisticValues must be given',
  ),
  v.check(({ Values, Counts }) => Counts === undefined || Counts.length === Values?.length, 'Values and Counts must be of the same length'),
);

export type DatumInput = v.InferOutput<typeof datum>;

export const putMetricDataInput = v.object({ Namespace: namespace, MetricData: v.pipe(v.array(datum), v.maxLength(1000)) });

const metric = v.object({ Namespace: namespace, MetricName: name, Dimensions: v.optional(dimensions, []) });

const query = v.pipe(
  v.object({
    Id: v.pipe(text, v.regex(/^[a-z][\w]*$/, 'Member must start with a lowercase letter'), v.maxLength(255)),
    MetricStat: v.optional(v.object({ Metric: metric, Period: period, Stat: text, Unit: v.optional(text) })),
    Expression: v.optional(text),
    Label: v.optional(v.string()),
    ReturnData: v.optional(v.boolean(), true),
  }),
  v.check(({ Expression }) => Expression === undefined, 'metric math is not rehearsed; ask for the metrics and calculate'),
  v.check(({ MetricStat, Expression }) => MetricStat !== undefined || Expression !== undefined, 'MetricStat or Expression must be given'),
);

const orderMessage = 'The parameter StartTime must be less than the parameter EndTime';

export const getMetricDataInput = v.pipe(
  v.object({
    MetricDataQueries: v.pipe(
      v.array(query),
      v.maxLength(500),
      v.check((queries) => new Set(queries.map(({ Id }) => Id)).size === queries.length, 'Ids must be unique'),
    ),
    StartTime: timestamp,
    EndTime: timestamp,
    NextToken: v.optional(v.string()),
    ScanBy: v.optional(v.picklist(['TimestampAscending', 'TimestampDescending']), 'TimestampDescending'),
    MaxDatapoints: v.optional(v.pipe(v.number(), v.minValue(1)), 100_800),
  }),
  v.check(({ StartTime, EndTime }) => StartTime < EndTime, orderMessage),
);

export type GetMetricDataInput = v.InferOutput<typeof getMetricDataInput>;

export const getMetricStatisticsInput = v.pipe(
  v.object({
    ...metric.entries,
    StartTime: timestamp,
    EndTime: timestamp,
    Period: period,
    Statistics: v.optional(v.array(text), []),
    ExtendedStatistics: v.optional(v.array(text), []),
    Unit: v.optional(text),
  }),
  v.check(({ StartTime, EndTime }) => StartTime < EndTime, orderMessage),
  v.check(
    ({ Statistics, ExtendedStatistics }) => Statistics.length + ExtendedStatistics.length > 0,
    'At least one of the parameters Statistics and ExtendedStatistics must be specified',
  ),
);

export type GetMetricStatisticsInput = v.InferOutput<typeof getMetricStatisticsInput>;

export const listMetricsInput = v.object({
  Namespace: v.optional(namespace),
  MetricName: v.optional(name),
  Dimensions: v.optional(v.array(v.object({ Name: text, Value: v.optional(text) })), []),
  NextToken: v.optional(v.string()),
});

export type ListMetricsInput = v.InferOutput<typeof listMetricsInput>;
