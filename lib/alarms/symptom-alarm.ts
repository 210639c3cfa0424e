import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmRule,
  AlarmState,
  ComparisonOperator,
  CompositeAlarm,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { deliveryMetrics } from '../../lambda/contract/delivery-metrics';
import { applicationNames, groupNames, type EnvironmentName } from '../foundation/names';
import type { Symptoms } from './symptoms';
import { described, tell } from './tell';

/** What is told, to whom, and what mutes it. */
export interface SymptomAlarmProps {
  readonly environment: EnvironmentName;
  readonly symptoms: Symptoms;
  readonly topics: readonly ITopic[];
  /** Minutes after the start of a deployment in which nothing is told; 0 = never muted. */
  readonly muteMinutes: number;
}

/**
 * One call for all symptoms of an environment, muted while a deployment replaces instances. The symptoms themselves
 * change their states all the while: dashboards, the gate and self-healing see them, only people are spared. A symptom
 * that outlasts the mute is told then. docs/decisions/0004-mute-by-suppressor.md
 */
export class SymptomAlarm extends Construct {
  constructor(scope: Construct, id: string, { environment, symptoms, topics, muteMinutes }: SymptomAlarmProps) {
    super(scope, id);
    const composite = new CompositeAlarm(this, 'Any', {
      alarmDescription: described(
        `${environment}: users notice errors, slowness or missing instances; the message names which`,
        'symptoms',
      ),
      alarmRule: AlarmRule.anyOf(...symptoms.all.map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM))),
      ...(muteMinutes > 0 && {
        actionsSuppressor: this.deploying(environment, muteMinutes),
        // The metric of a deployment is a minute or two younger than the deployment.
        actionsSuppressorWaitPeriod: Duration.minutes(2),
        actionsSuppressorExtensionPeriod: Duration.minutes(1),
      }),
    });
    tell(composite, topics);
  }

  /** In ALARM for some minutes after a deployment has started. Nobody is told of it. */
  private deploying(environment: EnvironmentName, minutes: number): Alarm {
    return new Alarm(this, 'Deploying', {
      alarmDescription: `${environment}: a deployment began less than ${minutes} minutes ago. No trouble: it mutes the symptoms meanwhile`,
      metric: new Metric({
        namespace: deliveryMetrics.namespace,
        metricName: deliveryMetrics.deploymentsStarted,
        dimensionsMap: { Application: applicationNames.sample, DeploymentGroup: groupNames(environment).sample },
        statistic: Stats.SUM,
        period: Duration.minutes(1),
      }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      evaluationPeriods: minutes,
      datapointsToAlarm: 1,
      // Between deployments there are no points.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
