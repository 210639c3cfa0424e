import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Stats, TreatMissingData, type AlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { HttpCodeTarget, type ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/config';
import type { EnvironmentName } from '../foundation/names';

/** What is watched, and who hears of it. */
export interface EnvironmentAlarmsProps {
  readonly environment: EnvironmentName;
  readonly targetGroup: ApplicationTargetGroup;
  readonly thresholds: EnvironmentConfig['alarms'];
  readonly topic: ITopic;
}

/** The two symptoms that users notice: errors and slowness. Told when they begin and when they end. */
export class EnvironmentAlarms extends Construct {
  constructor(scope: Construct, id: string, { environment, targetGroup, thresholds, topic }: EnvironmentAlarmsProps) {
    super(scope, id);
    const period = Duration.minutes(1);
    const alarms = [
      this.alarm('Errors', {
        alarmDescription: `${environment}: at least ${thresholds.errorsPerMinute} responses per minute failed with status 5xx, three minutes in a row`,
        metric: targetGroup.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { statistic: Stats.SUM, period }),
        threshold: thresholds.errorsPerMinute,
        evaluationPeriods: 3,
      }),
      this.alarm('Latency', {
        alarmDescription: `${environment}: responses took ${thresholds.latencySeconds} s or more on average, five minutes in a row`,
        metric: targetGroup.metrics.targetResponseTime({ statistic: Stats.AVERAGE, period }),
        threshold: thresholds.latencySeconds,
        evaluationPeriods: 5,
      }),
    ];
    const tell = new SnsAction(topic);
    for (const alarm of alarms) {
      alarm.addAlarmAction(tell);
      alarm.addOkAction(tell);
    }
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
