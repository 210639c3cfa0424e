import type { CompositeAlarm, DescribeAlarmsOutput, MetricAlarm, StandardUnit, Statistic } from '@aws-sdk/client-cloudwatch';
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Operation } from '../../cloud/service';
import { text } from '../input';
import type { Alarm, Alarms } from './alarms';
import type { ComposedAlarm } from './composite/composite-alarm';
import { dimensionList } from './metric-id';
import type { Watched } from './watched';

export const describeAlarmsInput = v.pipe(
  v.object({
    AlarmNames: v.optional(v.pipe(v.array(text), v.maxLength(100))),
    AlarmNamePrefix: v.optional(text),
    StateValue: v.optional(v.picklist(['OK', 'ALARM', 'INSUFFICIENT_DATA'])),
    AlarmTypes: v.optional(v.array(v.picklist(['MetricAlarm', 'CompositeAlarm'])), ['MetricAlarm']),
    MaxRecords: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(100)), 50),
    NextToken: v.optional(v.string()),
  }),
  v.check(
    ({ AlarmNames, AlarmNamePrefix }) => AlarmNames === undefined || AlarmNamePrefix === undefined,
    'AlarmNames and AlarmNamePrefix exclude each other',
  ),
);

type Input = v.InferOutput<typeof describeAlarmsInput>;

const selected = ({ config, state }: Pick<Alarm | ComposedAlarm, 'config' | 'state'>, input: Input): boolean =>
  (input.AlarmNames?.includes(config.name) ?? true) &&
  config.name.startsWith(input.AlarmNamePrefix ?? '') &&
  (input.StateValue ?? state.value) === state.value;

const describeWatched = (watched: Watched, Period: number): Partial<MetricAlarm> => {
  if (watched.kind === 'metric') {
    return {
      Namespace: watched.metric.namespace,
      MetricName: watched.metric.name,
      Dimensions: dimensionList(watched.metric.dimensions),
      ...(watched.statistic.kind === 'simple'
        ? { Statistic: watched.statisticName as Statistic }
        : { ExtendedStatistic: watched.statisticName }),
      ...(watched.unit === undefined ? {} : { Unit: watched.unit as StandardUnit }),
      Period,
    };
  }
  const operands = Object.entries(watched.operands).map(([Id, { metric, statisticName: Stat }]) => ({
    Id,
    MetricStat: {
      Metric: { Namespace: metric.namespace, MetricName: metric.name, Dimensions: dimensionList(metric.dimensions) },
      Period,
      Stat,
    },
    ReturnData: false,
  }));
  return {
    Metrics: [{ Id: 'e1', Expression: watched.expression, ReturnData: true }, ...operands],
    ...(watched.kind === 'band' ? { ThresholdMetricId: 'e1' } : {}),
  };
};

const describeComposed = ({ config, state }: ComposedAlarm): CompositeAlarm => ({
  AlarmName: config.name,
  AlarmArn: config.arn,
  AlarmDescription: config.description,
  AlarmRule: config.ruleText,
  ActionsEnabled: config.actionsEnabled,
  OKActions: [...config.actions.OK],
  AlarmActions: [...config.actions.ALARM],
  StateValue: state.value,
  StateReason: state.reason,
  StateUpdatedTimestamp: new Date(state.since),
  ...(config.suppressor === undefined ? {} : { ActionsSuppressor: config.suppressor.name }),
});

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
  ...describeWatched(config.watched, config.periodSeconds),
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
    const found = input.AlarmTypes.includes('MetricAlarm') ? alarms.all().filter((alarm) => selected(alarm, input)) : [];
    const composed = input.AlarmTypes.includes('CompositeAlarm') ? alarms.composed().filter((alarm) => selected(alarm, input)) : [];
    const start = Number(input.NextToken ?? 0);
    if (!Number.isInteger(start)) throw new AwsError('InvalidNextToken', `The next token ${input.NextToken} is invalid.`);
    const end = start + input.MaxRecords;
    return {
      MetricAlarms: found.slice(start, end).map(describe),
      CompositeAlarms: start === 0 ? composed.map(describeComposed) : [],
      ...(end < found.length ? { NextToken: String(end) } : {}),
    };
  },
});
