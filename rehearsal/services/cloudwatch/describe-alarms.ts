import type { DescribeAlarmsOutput, MetricAlarm, StandardUnit, Statistic } from '@aws-sdk/client-cloudwatch';
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Operation } from '../../cloud/service';
import { text } from '../input';
import type { Alarm, Alarms } from './alarms';
import { dimensionList } from './metric-id';

export const describeAlarmsInput = v.pipe(
  v.object({
    AlarmNames: v.optional(v.pipe(v.array(text), v.maxLength(100))),
    AlarmNamePrefix: v.optional(text),
    StateValue: v.optional(v.picklist(['OK', 'ALARM', 'INSUFFICIENT_DATA'])),
    MaxRecords: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(100)), 50),
    NextToken: v.optional(v.string()),
  }),
  v.check(({ AlarmNames, AlarmNamePrefix }) => AlarmNames === undefined || AlarmNamePrefix === undefined, 'AlarmNames and AlarmNamePrefix exclude each other'),
);

type Input = v.InferOutput<typeof describeAlarmsInput>;

const selected = ({ config, state }: Alarm, input: Input): boolean =>
  (input.AlarmNames?.includes(config.name) ?? true) &&
  config.name.startsWith(input.AlarmNamePrefix ?? '') &&
  (input.StateValue ?? state.value) === state.value;

const describe = ({ config, state }: Alarm): MetricAlarm => ({
  AlarmName: config.name,
  AlarmArn: config.arn,
  AlarmDescription: config.description,
  ActionsEnabled: config.actionsEnabled,
  OKActions: [...config.actions.OK],
  AlarmActions: [...config.actions.ALARM],
  InsufficientDataActions: [...config.actions.INSUFFICIENT_DATA],
  StateValue: state.value,
  StateReason: state.reason,
  StateUpdatedTimestamp: new Date(state.since),
  StateTransitionedTimestamp: new Date(state.since),
  Namespace: config.metric.namespace,
  MetricName: config.metric.name,
  Dimensions: dimensionList(config.metric.dimensions),
  ...(config.statistic.kind === 'simple' ? { Statistic: config.statisticName as Statistic } : { ExtendedStatistic: config.statisticName }),
  ...(config.unit === undefined ? {} : { Unit: config.unit as StandardUnit }),
  Period: config.periodSeconds,
  EvaluationPeriods: config.evaluationPeriods,
  DatapointsToAlarm: config.datapointsToAlarm,
  Threshold: config.threshold,
  ComparisonOperator: config.comparison,
  TreatMissingData: config.treatMissingData,
});

/** DescribeAlarms. */
export const describeAlarms = (cloud: Cloud, alarms: Alarms): Operation<Input, DescribeAlarmsOutput> => ({
  needs: ({ AlarmNames }) =>
    (AlarmNames ?? ['*']).map((name) => ({ action: 'cloudwatch:DescribeAlarms', resource: cloud.arn('cloudwatch', `alarm:${name}`) })),
  run: (input) => {
    const found = alarms.all().filter((alarm) => selected(alarm, input));
    const start = Number(input.NextToken ?? 0);
    if (!Number.isInteger(start)) throw new AwsError('InvalidNextToken', `The next token ${input.NextToken} is invalid.`);
    const end = start + input.MaxRecords;
    return { MetricAlarms: found.slice(start, end).map(describe), CompositeAlarms: [], ...(end < found.length ? { NextToken: String(end) } : {}) };
  },
});
