import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';

/** Where CloudWatch keeps the metrics of an environment's requests: the same dimensions that the gate reads. */
export type BalancerDimensions = Readonly<Record<string, string>>;

/** Metrics of AWS/ApplicationELB about one environment. */
export class BalancerMetrics {
  /** @param targetGroups full names, where targets move between several groups: hosts are counted over all of them */
  constructor(
    private readonly dimensions: BalancerDimensions,
    private readonly targetGroups: readonly string[] = [],
  ) {}

  /** Responses 5xx of the targets. No points where there are none. */
  errors(period = Duration.minutes(1)): Metric {
    return this.metric('HTTPCode_Target_5XX_Count', Stats.SUM, period);
  }

  /** Responses 5xx of the load balancer itself, which belong to no target group. No points where there are none. */
  balancerErrors(period = Duration.minutes(1)): Metric {
    return this.metric('HTTPCode_ELB_5XX_Count', Stats.SUM, period, only(this.dimensions, 'LoadBalancer'));
  }

  /** Requests that reached a target. */
  requests(period = Duration.minutes(1)): Metric {
    return this.metric('RequestCount', Stats.SUM, period);
  }

  /** Seconds. @param statistic a percentile such as `p90` */
  latency(statistic: string, period = Duration.minutes(1)): Metric {
    return this.metric('TargetResponseTime', statistic, period);
  }

  unhealthyHosts(period = Duration.minutes(1)): Metric | MathExpression {
    return this.hosts('UnHealthyHostCount', Stats.MAXIMUM, period);
  }

  healthyHosts(period = Duration.minutes(1)): Metric | MathExpression {
    return this.hosts('HealthyHostCount', Stats.MINIMUM, period);
  }

  /** Hosts are counted by target group only. A group that nobody is in reports no points. */
  private hosts(metricName: string, statistic: string, period: Duration): Metric | MathExpression {
    if (this.targetGroups.length === 0) return this.metric(metricName, statistic, period);
    const each = this.targetGroups.map((TargetGroup, index): [string, Metric] => [
      `${metricName.toLowerCase()}${index}`,
      this.metric(metricName, statistic, period, { ...this.dimensions, TargetGroup }),
    ]);
    const expression = each.map(([id]) => `FILL(${id},0)`).join('+');
    return new MathExpression({ expression, usingMetrics: Object.fromEntries(each), label: metricName, period });
  }

  private metric(
    metricName: string,
    statistic: string,
    period: Duration,
    dimensionsMap: Record<string, string> = { ...this.dimensions },
  ): Metric {
    return new Metric({ namespace: 'AWS/ApplicationELB', metricName, dimensionsMap, statistic, period });
  }
}

const only = (dimensions: BalancerDimensions, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(dimensions).filter(([key]) => key === name));
