/** What an alarm says when its state changes: the reason, the event, and the message to a topic. */
import type { CloudEvent } from '../../cloud/cloud';
import type { AlarmConfig, AlarmStateName } from './alarm';
import type { Watched, WatchedMetric } from './watched';

/** A state of an alarm, since when, and why. */
export interface AlarmState {
  readonly value: AlarmStateName;
  readonly reason: string;
  /** Virtual epoch milliseconds. */
  readonly since: number;
}

const operators = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
} as const;

/** For example `Threshold Crossed: 3 datapoints [7, 9, 8] were evaluated against: greater than the threshold (5).` */
export const reasonOf = (alarm: AlarmConfig, state: AlarmStateName, points: readonly (number | undefined)[]): string => {
  const present = points.filter((value) => value !== undefined).slice(-alarm.evaluationPeriods);
  if (present.length === 0)
    return `${state === 'INSUFFICIENT_DATA' ? 'Insufficient Data' : 'Threshold Crossed'}: no datapoints were received for ${alarm.evaluationPeriods} periods and missing data is treated as ${alarm.treatMissingData}.`;
  const datapoints = `${present.length} out of the last ${alarm.evaluationPeriods} datapoints [${present.join(', ')}]`;
  return `Threshold Crossed: ${datapoints} compared with: ${operators[alarm.comparison]} the threshold (${alarm.threshold}) (minimum ${alarm.datapointsToAlarm} for ALARM).`;
};

const eventState = (state: AlarmState) => ({ value: state.value, reason: state.reason, timestamp: isoOffset(state.since) });

/** Time stamps in alarms have the offset instead of Z. */
export const isoOffset = (time: number): string => new Date(time).toISOString().replace('Z', '+0000');

const eventMetric = (id: string, { metric, statisticName }: WatchedMetric, period: number, returnData: boolean) => ({
  id,
  metricStat: { metric: { ...metric }, period, stat: statisticName },
  returnData,
});

const eventMetrics = (watched: Watched, period: number): object[] =>
  watched.kind === 'metric'
    ? [eventMetric('m1', watched, period, true)]
    : [
        { id: 'e1', expression: watched.expression, returnData: true },
        ...Object.entries(watched.operands).map(([id, operand]) => eventMetric(id, operand, period, false)),
      ];

/** Which statistic of which metric a message is about. */
const trigger = (watched: Watched, period: number): object =>
  watched.kind === 'metric'
    ? {
        MetricName: watched.metric.name,
        Namespace: watched.metric.namespace,
        StatisticType: watched.statistic.kind === 'simple' ? 'Statistic' : 'ExtendedStatistic',
        Statistic: watched.statistic.kind === 'simple' ? watched.statisticName.toUpperCase() : watched.statisticName,
        Unit: watched.unit ?? null,
        Dimensions: Object.entries(watched.metric.dimensions).map(([name, value]) => ({ value, name })),
      }
    : { Metrics: eventMetrics(watched, period) };

/** What every kind of alarm has to tell of itself. */
interface NamedAlarm {
  readonly arn: string;
  readonly name: string;
  readonly description?: string | undefined;
}

/** The event "CloudWatch Alarm State Change" of any kind of alarm; `own` is what the kind adds to its configuration. */
export const stateChangeEvent = (alarm: NamedAlarm, state: AlarmState, previous: AlarmState, own: object): CloudEvent => ({
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
  resources: [alarm.arn],
  detail: {
    alarmName: alarm.name,
    state: eventState(state),
    previousState: eventState(previous),
    configuration: { ...(alarm.description === undefined ? {} : { description: alarm.description }), ...own },
  },
});

/** The event of an alarm on metrics. */
export const alarmEvent = (alarm: AlarmConfig, state: AlarmState, previous: AlarmState): CloudEvent =>
  stateChangeEvent(alarm, state, previous, { metrics: eventMetrics(alarm.watched, alarm.periodSeconds) });

/** The body of the message that an SNS topic gets. */
export const alarmMessage = (
  alarm: AlarmConfig,
  state: AlarmState,
  previous: AlarmState,
  place: { readonly account: string; readonly region: string },
): string =>
  JSON.stringify({
    AlarmName: alarm.name,
    AlarmDescription: alarm.description ?? null,
    AWSAccountId: place.account,
    AlarmConfigurationUpdatedTimestamp: isoOffset(previous.since),
    NewStateValue: state.value,
    NewStateReason: state.reason,
    StateChangeTime: isoOffset(state.since),
    Region: place.region,
    AlarmArn: alarm.arn,
    OldStateValue: previous.value,
    OKActions: alarm.actions.OK,
    AlarmActions: alarm.actions.ALARM,
    InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
    Trigger: {
      ...trigger(alarm.watched, alarm.periodSeconds),
      Period: alarm.periodSeconds,
      EvaluationPeriods: alarm.evaluationPeriods,
      DatapointsToAlarm: alarm.datapointsToAlarm,
      ComparisonOperator: alarm.comparison,
      Threshold: alarm.threshold,
      TreatMissingData: alarm.treatMissingData,
      EvaluateLowSampleCountPercentile: '',
    },
  });
