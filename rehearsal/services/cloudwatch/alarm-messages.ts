/** What an alarm says when its state changes: the reason, the event, and the message to a topic. */
import type { CloudEvent } from '../../cloud/cloud';
import type { AlarmConfig, AlarmStateName } from './alarm';

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
  if (present.length === 0) return `${state === 'INSUFFICIENT_DATA' ? 'Insufficient Data' : 'Threshold Crossed'}: no datapoints were received for ${alarm.evaluationPeriods} periods and missing data is treated as ${alarm.treatMissingData}.`;
  const datapoints = `${present.length} out of the last ${alarm.evaluationPeriods} datapoints [${present.join(', ')}]`;
  return `Threshold Crossed: ${datapoints} compared with: ${operators[alarm.comparison]} the threshold (${alarm.threshold}) (minimum ${alarm.datapointsToAlarm} for ALARM).`;
};

const eventState = (state: AlarmState) => ({ value: state.value, reason: state.reason, timestamp: isoOffset(state.since) });

/** Time stamps in alarms have the offset instead of Z. */
const isoOffset = (time: number): string => new Date(time).toISOString().replace('Z', '+0000');

/** The event "CloudWatch Alarm State Change". */
export const alarmEvent = (alarm: AlarmConfig, state: AlarmState, previous: AlarmState): CloudEvent => ({
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
  resources: [alarm.arn],
  detail: {
    alarmName: alarm.name,
    state: eventState(state),
    previousState: eventState(previous),
    configuration: {
      ...(alarm.description === undefined ? {} : { description: alarm.description }),
      metrics: [
        {
          id: 'm1',
          metricStat: { metric: { ...alarm.metric }, period: alarm.periodSeconds, stat: alarm.statisticName },
          returnData: true,
        },
      ],
    },
  },
});

/** The body of the message that an SNS topic gets. */
export const alarmMessage = (alarm: AlarmConfig, state: AlarmState, previous: AlarmState, place: { readonly account: string; readonly region: string }): string =>
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
      MetricName: alarm.metric.name,
      Namespace: alarm.metric.namespace,
      StatisticType: alarm.statistic.kind === 'simple' ? 'Statistic' : 'ExtendedStatistic',
      Statistic: alarm.statistic.kind === 'simple' ? alarm.statisticName.toUpperCase() : alarm.statisticName,
      Unit: alarm.unit ?? null,
      Dimensions: Object.entries(alarm.metric.dimensions).map(([name, value]) => ({ value, name })),
      Period: alarm.periodSeconds,
      EvaluationPeriods: alarm.evaluationPeriods,
      DatapointsToAlarm: alarm.datapointsToAlarm,
      ComparisonOperator: alarm.comparison,
      Threshold: alarm.threshold,
      TreatMissingData: alarm.treatMissingData,
      EvaluateLowSampleCountPercentile: '',
    },
  });
