import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';

/** Where CloudWatch keeps the metrics of an environment's requests: the same dimensions that the gate reads. */
export type BalancerDimensions = Readonly<Record<string, string>>;

/** Metrics of AWS/ApplicationELB about one environment. */
export class BalancerMetrics {
  constructor(private readonly dimensions: BalancerDimensions) {}

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

  unhealthyHosts(period = Duration.minutes(1)): Metric {
    return this.metric('UnHealthyHostCount', Stats.MAXIMUM, period);
  }

  healthyHosts(period = Duration.minutes(1)): Metric {
    return this.metric('HealthyHostCount', Stats.MINIMUM, period);
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
