import { Duration } from 'aws-cdk-lib';
import { AnomalyDetectionAlarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { EnvironmentName } from '../foundation/names';
import type { BalancerMetrics } from './balancer-metrics';
import { described, tell } from './tell';

/** Requests outside the band that CloudWatch has learnt from up to two weeks: customers who stay away send no errors. */
export function unusualTraffic(
  scope: Construct,
  id: string,
  environment: EnvironmentName,
  metrics: BalancerMetrics,
  topics: readonly ITopic[],
): AnomalyDetectionAlarm {
  const alarm = new AnomalyDetectionAlarm(scope, id, {
    alarmDescription: described(
      `${environment}: the number of requests was outside its usual band, three times five minutes in a row`,
      'unusual-traffic',
    ),
    metric: metrics.requests(Duration.minutes(5)),
    stdDevs: 3,
    comparisonOperator: ComparisonOperator.LESS_THAN_LOWER_OR_GREATER_THAN_UPPER_THRESHOLD,
    evaluationPeriods: 3,
    // No requests at all are below the band of a service that has any.
    treatMissingData: TreatMissingData.BREACHING,
  });
  tell(alarm, topics);
  return alarm;
}
