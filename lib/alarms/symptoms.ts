import { Alarm, ComparisonOperator, TreatMissingData, type AlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/config';
import type { EnvironmentName } from '../foundation/names';
import type { BalancerMetrics } from './balancer-metrics';
import { described } from './tell';

/** What is watched. */
export interface SymptomsProps {
  readonly environment: EnvironmentName;
  readonly metrics: BalancerMetrics;
  readonly thresholds: EnvironmentConfig['alarms'];
}

/** The four symptoms that users notice. They have no actions of their own: SymptomAlarm tells, once for all of them. */
export class Symptoms extends Construct {
  readonly errors: Alarm;
  readonly latency: Alarm;
  readonly balancerErrors: Alarm;
  readonly unhealthyHosts: Alarm;

  constructor(scope: Construct, id: string, { environment, metrics, thresholds }: SymptomsProps) {
    super(scope, id);
    this.errors = this.alarm('Errors', {
      alarmDescription: described(
        `${environment}: at least ${thresholds.errorsPerMinute} responses per minute failed with status 5xx, three minutes in a row`,
        'errors',
      ),
      metric: metrics.errors(),
      threshold: thresholds.errorsPerMinute,
      evaluationPeriods: 3,
    });
    this.latency = this.alarm('Latency', {
      alarmDescription: described(
        `${environment}: a tenth of the responses took ${thresholds.latencySeconds} s or more, five minutes in a row`,
        'latency',
      ),
      metric: metrics.latency('p90'),
      threshold: thresholds.latencySeconds,
      evaluationPeriods: 5,
    });
    this.balancerErrors = this.alarm('BalancerErrors', {
      alarmDescription: described(
        `${environment}: the load balancer answered at least ${thresholds.balancerErrorsPerMinute} requests per minute with 5xx itself, three minutes in a row`,
        'balancer-errors',
      ),
      metric: metrics.balancerErrors(),
      threshold: thresholds.balancerErrorsPerMinute,
      evaluationPeriods: 3,
    });
    this.unhealthyHosts = this.alarm('UnhealthyHosts', {
      alarmDescription: described(`${environment}: an instance fails its health check, five minutes in a row`, 'unhealthy-hosts'),
      metric: metrics.unhealthyHosts(),
      threshold: 1,
      evaluationPeriods: 5,
    });
  }

  /** What a bad build shows at once: these stop deployments that shift traffic step by step. */
  get ofDeployments(): readonly Alarm[] {
    return [this.errors, this.latency];
  }

  get all(): readonly Alarm[] {
    return [this.errors, this.latency, this.balancerErrors, this.unhealthyHosts];
  }

  /** A load balancer without errors, without requests or without instances reports no points: silence never breaches. */
  private alarm(id: string, props: AlarmProps): Alarm {
    return new Alarm(this, id, {
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...props,
    });
  }
}
