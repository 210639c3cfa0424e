import * as v from 'valibot';
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { ResourceRequest } from '../../cloud/service';
import { flag, numeric, parseProperties, refuse, text } from '../input';
import { dimensionRecord, type MetricId } from './metric-id';
import { parseStatistic, type Statistic } from './statistic';

export type AlarmStateName = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** How a value is compared with the threshold when it breaches. */
export type Comparison = 'GreaterThanOrEqualToThreshold' | 'GreaterThanThreshold' | 'LessThanThreshold' | 'LessThanOrEqualToThreshold';

/** An alarm on one metric. */
export interface AlarmConfig {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly metric: MetricId;
  readonly statisticName: string;
  readonly statistic: Statistic;
  readonly unit: string | undefined;
  readonly periodSeconds: number;
  /** N of M of N. */
  readonly evaluationPeriods: number;
  /** M of M of N. */
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: Comparison;
  readonly treatMissingData: 'breaching' | 'notBreaching' | 'ignore' | 'missing';
  readonly actionsEnabled: boolean;
  readonly actions: Readonly<Record<AlarmStateName, readonly string[]>>;
}

const actions = v.optional(v.array(v.pipe(text, v.regex(/^arn:[\w-]+:(sns|lambda):/, 'only SNS topics and functions are rehearsed as alarm actions'))), []);
const count = v.pipe(numeric, v.integer(), v.minValue(1));

const properties = v.pipe(
  v.object({
    AlarmName: v.optional(v.pipe(text, v.maxLength(255))),
    AlarmDescription: v.optional(v.string()),
    Namespace: text,
    MetricName: text,
    Dimensions: v.optional(v.array(v.object({ Name: text, Value: text })), []),
    Statistic: v.optional(text),
    ExtendedStatistic: v.optional(text),
    Unit: v.optional(text),
    Period: v.pipe(numeric, v.check((seconds) => [10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0), 'Period must be 10, 20, 30 or a multiple of 60')),
    EvaluationPeriods: count,
    DatapointsToAlarm: v.optional(count),
    Threshold: numeric,
    ComparisonOperator: v.picklist(['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold']),
    TreatMissingData: v.optional(v.picklist(['breaching', 'notBreaching', 'ignore', 'missing']), 'missing'),
    ActionsEnabled: v.optional(flag, true),
    OKActions: actions,
    AlarmActions: actions,
    InsufficientDataActions: actions,
  }),
  v.check(({ Statistic, ExtendedStatistic }) => (Statistic === undefined) !== (ExtendedStatistic === undefined), 'exactly one of Statistic and ExtendedStatistic must be given'),
  v.check(({ DatapointsToAlarm = 1, EvaluationPeriods }) => DatapointsToAlarm <= EvaluationPeriods, 'DatapointsToAlarm must not exceed EvaluationPeriods'),
);

/** Reads AWS::CloudWatch::Alarm; refuses metric math and anomaly detection. */
export const parseAlarm = (cloud: Cloud, request: ResourceRequest): AlarmConfig => {
  for (const property of ['Metrics', 'ThresholdMetricId']) if (property in request.properties) refuse(request, property, 'watch one metric');
  const given = parseProperties(properties, request);
  const name = given.AlarmName ?? physicalName(request, 255);
  const statisticName = given.Statistic ?? given.ExtendedStatistic ?? '';
  return {
    name,
    arn: cloud.arn('cloudwatch', `alarm:${name}`),
    description: given.AlarmDescription,
    metric: { namespace: given.Namespace, name: given.MetricName, dimensions: dimensionRecord(given.Dimensions) },
    statisticName,
    statistic: parseStatistic(statisticName),
    unit: given.Unit,
    periodSeconds: given.Period,
    evaluationPeriods: given.EvaluationPeriods,
    datapointsToAlarm: given.DatapointsToAlarm ?? given.EvaluationPeriods,
    threshold: given.Threshold,
    comparison: given.ComparisonOperator,
    treatMissingData: given.TreatMissingData,
    actionsEnabled: given.ActionsEnabled,
    actions: { OK: given.OKActions, ALARM: given.AlarmActions, INSUFFICIENT_DATA: given.InsufficientDataActions },
  };
};
