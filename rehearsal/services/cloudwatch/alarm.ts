import * as v from 'valibot';
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { ResourceRequest } from '../../cloud/service';
import { flag, numeric, parseProperties, text } from '../input';
import { AwsError } from '../../cloud/aws-error';
import { dimensionsSchema, metricsSchema, periodSchema, watchedMath, watchedMetric, type Watched } from './watched';

export type AlarmStateName = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** How a value is compared with the threshold when it breaches. */
export type Comparison = 'GreaterThanOrEqualToThreshold' | 'GreaterThanThreshold' | 'LessThanThreshold' | 'LessThanOrEqualToThreshold';

/** How a value is compared with a band when it breaches. */
const bandComparisons = ['LessThanLowerOrGreaterThanUpperThreshold', 'LessThanLowerThreshold', 'GreaterThanUpperThreshold'] as const;

/** A metric alarm. */
export interface AlarmConfig {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly watched: Watched;
  readonly periodSeconds: number;
  /** N of M of N. */
  readonly evaluationPeriods: number;
  /** M of M of N. */
  readonly datapointsToAlarm: number;
  /** 0 for a band. */
  readonly threshold: number;
  readonly comparison: Comparison;
  readonly treatMissingData: 'breaching' | 'notBreaching' | 'ignore' | 'missing';
  readonly actionsEnabled: boolean;
  readonly actions: AlarmActions;
}

/** ARNs that are told, by state. */
export type AlarmActions = Readonly<Record<AlarmStateName, readonly string[]>>;

const targets = v.optional(
  v.array(v.pipe(text, v.regex(/^arn:[\w-]+:(sns|lambda):/, 'only SNS topics and functions are rehearsed as alarm actions'))),
  [],
);
const count = v.pipe(numeric, v.integer(), v.minValue(1));

/** What all kinds of alarms can do. */
export const actionEntries = {
  ActionsEnabled: v.optional(flag, true),
  OKActions: targets,
  AlarmActions: targets,
  InsufficientDataActions: targets,
};

/** The actions of an alarm by state. */
export const actionsOf = (given: {
  readonly OKActions: readonly string[];
  readonly AlarmActions: readonly string[];
  readonly InsufficientDataActions: readonly string[];
}): AlarmActions => ({
  OK: given.OKActions,
  ALARM: given.AlarmActions,
  INSUFFICIENT_DATA: given.InsufficientDataActions,
});

/** An alarm, as templates and PutMetricAlarm describe it. */
export const alarmProperties = v.pipe(
  v.object({
    AlarmName: v.optional(v.pipe(text, v.maxLength(255))),
    AlarmDescription: v.optional(v.pipe(v.string(), v.maxLength(1024))),
    Namespace: v.optional(text),
    MetricName: v.optional(text),
    Dimensions: dimensionsSchema,
    Statistic: v.optional(text),
    ExtendedStatistic: v.optional(text),
    Unit: v.optional(text),
    Period: v.optional(periodSchema),
    Metrics: v.optional(metricsSchema),
    ThresholdMetricId: v.optional(text),
    EvaluationPeriods: count,
    DatapointsToAlarm: v.optional(count),
    Threshold: v.optional(numeric),
    ComparisonOperator: v.picklist([
      'GreaterThanOrEqualToThreshold',
      'GreaterThanThreshold',
      'LessThanThreshold',
      'LessThanOrEqualToThreshold',
      ...bandComparisons,
    ]),
    TreatMissingData: v.optional(v.picklist(['breaching', 'notBreaching', 'ignore', 'missing']), 'missing'),
    ...actionEntries,
  }),
  v.check(
    ({ Metrics, MetricName, Namespace, Period }) =>
      Metrics !== undefined || (MetricName !== undefined && Namespace !== undefined && Period !== undefined),
    'Namespace, MetricName and Period, or Metrics, must be given',
  ),
  v.check(({ Metrics, MetricName }) => Metrics === undefined || MetricName === undefined, 'MetricName and Metrics exclude each other'),
  v.check(
    ({ Metrics, Statistic, ExtendedStatistic }) => Metrics !== undefined || (Statistic === undefined) !== (ExtendedStatistic === undefined),
    'exactly one of Statistic and ExtendedStatistic must be given',
  ),
  v.check(
    ({ Threshold, ThresholdMetricId }) => (Threshold === undefined) !== (ThresholdMetricId === undefined),
    'exactly one of Threshold and ThresholdMetricId must be given',
  ),
  v.check(
    ({ DatapointsToAlarm = 1, EvaluationPeriods }) => DatapointsToAlarm <= EvaluationPeriods,
    'DatapointsToAlarm must not exceed EvaluationPeriods',
  ),
);

type Given = v.InferOutput<typeof alarmProperties>;

const watchedBy = ({
  Metrics,
  Namespace = '',
  MetricName = '',
  Dimensions,
  Statistic,
  ExtendedStatistic = '',
  Unit,
  Period = 60,
}: Given): { readonly watched: Watched; readonly periodSeconds: number } | string =>
  Metrics === undefined
    ? { watched: watchedMetric({ Namespace, MetricName, Dimensions }, Statistic ?? ExtendedStatistic, Unit), periodSeconds: Period }
    : watchedMath(Metrics);

const isBand = (comparison: Given['ComparisonOperator']): comparison is (typeof bandComparisons)[number] =>
  bandComparisons.some((band) => band === comparison);

/** The alarm of a name. @throws AwsError for metric math that is not rehearsed. */
export const toAlarm = (cloud: Cloud, name: string, given: Given): AlarmConfig => {
  const found = watchedBy(given);
  if (typeof found === 'string')
    throw new AwsError('UnsupportedProperty', `alarm ${name}: ${found} is not rehearsed; use + - * / and FILL over metrics of one period`);
  return {
    name,
    arn: cloud.arn('cloudwatch', `alarm:${name}`),
    description: given.AlarmDescription,
    ...found,
    evaluationPeriods: given.EvaluationPeriods,
    datapointsToAlarm: given.DatapointsToAlarm ?? given.EvaluationPeriods,
    threshold: given.Threshold ?? 0,
    comparison: isBand(given.ComparisonOperator) ? 'GreaterThanThreshold' : given.ComparisonOperator,
    treatMissingData: given.TreatMissingData,
    actionsEnabled: given.ActionsEnabled,
    actions: actionsOf(given),
  };
};

/** Reads AWS::CloudWatch::Alarm. */
export const parseAlarm = (cloud: Cloud, request: ResourceRequest): AlarmConfig => {
  const given = parseProperties(alarmProperties, request);
  return toAlarm(cloud, given.AlarmName ?? physicalName(request, 255), given);
};
