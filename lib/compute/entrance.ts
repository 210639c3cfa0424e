import { Duration } from 'aws-cdk-lib';
import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { ApplicationLoadBalancer, ApplicationProtocol, ApplicationTargetGroup, TargetType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import type { Config } from '../config/config';
import { applicationPort } from '../foundation/names';
import { acknowledge } from '../nag/acknowledge';
import type { Network } from './network';

/** The load balancer of an environment. The gate measures here, as close to the user as the stacks reach. */
export class Entrance extends Construct {
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly targetGroup: ApplicationTargetGroup;
  /** Where people and the load test find the environment. */
  readonly url: string;

  constructor(scope: Construct, id: string, network: Network, config: Config) {
    super(scope, id);
    this.loadBalancer = new ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc: network.vpc,
      internetFacing: true,
      securityGroup: network.entrance,
      dropInvalidHeaderFields: true,
      deletionProtection: config.removal === 'retain',
    });
    this.targetGroup = new ApplicationTargetGroup(this, 'Targets', {
      vpc: network.vpc,
      targetType: TargetType.INSTANCE,
      protocol: ApplicationProtocol.HTTP,
      port: applicationPort,
      // Requests of the sample last a second at most; a long wait would only slow every deployment down.
      deregistrationDelay: Duration.seconds(10),
      healthCheck: {
        path: '/health',
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 3,
      },
    });
    this.loadBalancer.addListener('Http', { port: 80, protocol: ApplicationProtocol.HTTP, defaultTargetGroups: [this.targetGroup] });
    this.url = `http://${this.loadBalancer.loadBalancerDnsName}`;
    acknowledge(this.loadBalancer, { ELB2: 'Access logs are billed by volume; the sample has no users to trace.' });
    acknowledge(network.entrance, {
      EC23: 'The sample is a public web page on HTTP, as its load test and its readers expect; it holds no data and no login.',
    });
  }

  /** Instances of the group receive requests. */
  admit(instances: AutoScalingGroup): void {
    this.targetGroup.addTarget(instances);
  }

  /** Where CloudWatch keeps the metrics of requests to this environment. */
  get dimensions(): Readonly<Record<string, string>> {
    return { LoadBalancer: this.loadBalancer.loadBalancerFullName, TargetGroup: this.targetGroup.targetGroupFullName };
  }
}
