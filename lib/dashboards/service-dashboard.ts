import { Duration } from 'aws-cdk-lib';
import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  MathExpression,
  TextWidget,
  type GraphWidgetProps,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { hostMetrics } from '../../lambda/contract/ops';
import { BalancerMetrics } from '../alarms/balancer-metrics';
import type { EnvironmentStack } from '../compute/environment-stack';
import type { Saturation } from '../compute/saturation';
import type { Config, EnvironmentConfig } from '../config/config';
import type { EnvironmentName } from '../foundation/names';
import { delivery } from './delivery-metrics';
import { twoLines } from './two-lines';

/** What is drawn. */
export interface ServiceDashboardProps {
  readonly environment: EnvironmentName;
  readonly stack: EnvironmentStack;
  readonly settings: EnvironmentConfig['alarms'];
  readonly config: Config;
}

/**
 * One environment: is it slow, does it fail, who comes, how full is it. Deployments stand on the right axis of each
 * graph, since CloudWatch's own vertical lines are fixed when a dashboard is deployed.
 */
export class ServiceDashboard extends Construct {
  private readonly metrics: BalancerMetrics;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceDashboardProps,
  ) {
    super(scope, id);
    this.metrics = new BalancerMetrics(props.stack.entrance.dimensions, props.stack.entrance.movingTargets);
    const dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: `${props.config.pipelineName}-${props.environment}`,
      defaultInterval: Duration.hours(3),
    });
    dashboard.addWidgets(
      new TextWidget({
        width: 24,
        height: 2,
        markdown: `**${props.environment}.** Above *investigate*: look before it alarms. Above *alarm*: was there a deployment, can you roll back? Then docs/runbook.md.`,
      }),
    );
    dashboard.addWidgets(new AlarmStatusWidget({ title: 'Symptoms', width: 24, height: 3, alarms: [...props.stack.alarms.symptoms.all] }));
    dashboard.addWidgets(this.latency(), this.errors());
    dashboard.addWidgets(this.traffic(), this.hosts());
    const { hosts, saturation } = props.stack.service;
    dashboard.addWidgets(...saturation.map((one) => this.saturation(one)), ...(hosts === undefined ? [] : [this.disks(hosts)]));
  }

  private latency(): GraphWidget {
    return this.graph('Latency (s)', {
      left: ['p50', 'p90', 'p99'].map((statistic) => this.metrics.latency(statistic).with({ label: statistic })),
      leftAnnotations: this.lines(this.props.settings.latencySeconds),
    });
  }

  private errors(): GraphWidget {
    return this.graph('Errors (responses 5xx per minute)', {
      left: [this.metrics.errors().with({ label: 'application' }), this.metrics.balancerErrors().with({ label: 'load balancer' })],
      leftAnnotations: this.lines(this.props.settings.errorsPerMinute),
    });
  }

  private traffic(): GraphWidget {
    return this.graph('Traffic (requests per minute)', { left: [this.metrics.requests().with({ label: 'requests' })] });
  }

  private hosts(): GraphWidget {
    return this.graph('Instances', {
      left: [this.metrics.healthyHosts().with({ label: 'healthy' }), this.metrics.unhealthyHosts().with({ label: 'unhealthy' })],
    });
  }

  private saturation({ title, metrics, limit }: Saturation): GraphWidget {
    return this.graph(title, { left: [...metrics], leftAnnotations: this.lines(limit), leftYAxis: { min: 0 } });
  }

  /** Every disk of every instance, whichever there are. */
  private disks({ autoScalingGroupName }: AutoScalingGroup): GraphWidget {
    const { criticalPercent: alarm, emailPercent: investigate } = this.props.config.disks;
    const search = `SEARCH('{${hostMetrics.namespace},AutoScalingGroupName,InstanceId,device,fstype,path} MetricName="${hostMetrics.diskUsed}" AutoScalingGroupName="${autoScalingGroupName}"', 'Average')`;
    return this.graph('Disks (percent used)', {
      left: [new MathExpression({ expression: search, usingMetrics: {}, label: '', period: Duration.seconds(hostMetrics.periodSeconds) })],
      leftAnnotations: twoLines(alarm, (100 * investigate) / alarm),
      leftYAxis: { min: 0, max: 100 },
    });
  }

  private lines(threshold: number) {
    return twoLines(threshold, this.props.config.dashboards.investigatePercent);
  }

  private graph(title: string, props: GraphWidgetProps): GraphWidget {
    return new GraphWidget({
      title,
      width: 12,
      height: 6,
      right: [delivery.deployments(this.props.environment).with({ label: 'deployments' })],
      rightYAxis: { min: 0, showUnits: false },
      ...props,
    });
  }
}
