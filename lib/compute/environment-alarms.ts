import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData, type AlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/config';
import type { EnvironmentName } from '../foundation/names';

/** What is watched, and who hears of it. */
export interface EnvironmentAlarmsProps {
  readonly environment: EnvironmentName;
  /** Where CloudWatch keeps the metrics of the load balancer: the same dimensions that the gate reads. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly thresholds: EnvironmentConfig['alarms'];
  readonly topic: ITopic;
}

/** The two symptoms that users notice: errors and slowness. Told when they begin and when they end. */
export class EnvironmentAlarms extends Construct {
  /** Of every alarm. */
  readonly arns: readonly string[];

  constructor(scope: Construct, id: string, { environment, dimensions, thresholds, topic }: EnvironmentAlarmsProps) {
    super(scope, id);
    const metric = (metricName: string, statistic: string): Metric =>
      new Metric({ namespace: 'AWS/ApplicationELB', metricName, dimensionsMap: { ...dimensions }, statistic, period: Duration.minutes(1) });
    const alarms = [
      this.alarm('Errors', {
        alarmDescription: `${environment}: at least ${thresholds.errorsPerMinute} responses per minute failed with status 5xx, three minutes in a row`,
        metric: metric('HTTPCode_Target_5XX_Count', Stats.SUM),
        threshold: thresholds.errorsPerMinute,
        evaluationPeriods: 3,
      }),
      this.alarm('Latency', {
        alarmDescription: `${environment}: responses took ${thresholds.latencySeconds} s or more on average, five minutes in a row`,
        metric: metric('TargetResponseTime', Stats.AVERAGE),
        threshold: thresholds.latencySeconds,
        evaluationPeriods: 5,
      }),
    ];
    const tell = new SnsAction(topic);
    for (const alarm of alarms) {
      alarm.addAlarmAction(tell);
      alarm.addOkAction(tell);
    }
    this.arns = alarms.map(({ alarmArn }) => alarmArn);
  }

  /** A load balancer without errors, or without requests, reports no points: silence never breaches. */
  private alarm(id: string, props: AlarmProps): Alarm {
    return new Alarm(this, id, {
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...props,
    });
  }
}
