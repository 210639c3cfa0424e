import { Duration } from 'aws-cdk-lib';
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  type ApplicationListener,
  type TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import type { Config } from '../config/config';
import { applicationPort } from '../foundation/names';
import { acknowledge } from '../nag/acknowledge';
import type { Network } from './network';

/** What is behind a load balancer. */
export interface EntranceProps {
  readonly network: Network;
  readonly config: Config;
  readonly targets: ApplicationTargetGroup;
  /** A second target group, where deployments move the application between two. */
  readonly alternate?: ApplicationTargetGroup;
}

/** The load balancer of an environment. The gate measures here, as close to the user as the stacks reach. */
export class Entrance extends Construct {
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly listener: ApplicationListener;
  readonly targetGroup: ApplicationTargetGroup;
  private readonly alternate: ApplicationTargetGroup | undefined;
  /** Where people and the load test find the environment. */
  readonly url: string;

  constructor(scope: Construct, id: string, { network, config, targets, alternate }: EntranceProps) {
    super(scope, id);
    this.loadBalancer = new ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc: network.vpc,
      internetFacing: true,
      securityGroup: network.entrance,
      dropInvalidHeaderFields: true,
      deletionProtection: config.removal === 'retain',
    });
    this.targetGroup = targets;
    this.alternate = alternate;
    this.listener = this.loadBalancer.addListener('Http', {
      port: 80,
      protocol: ApplicationProtocol.HTTP,
      defaultTargetGroups: [this.targetGroup],
    });
    this.url = `http://${this.loadBalancer.loadBalancerDnsName}`;
    if (!config.logging.accessLogs)
      acknowledge(this.loadBalancer, { ELB2: 'Access logs are billed by volume; the sample has no users to trace.' });
    acknowledge(network.entrance, {
      EC23: 'The sample is a public web page on HTTP, as its load test and its readers expect; it holds no data and no login.',
    });
  }

  /**
   * Where CloudWatch keeps the metrics of requests to this environment. Of an application that moves between two target
   * groups only the load balancer sees all of them.
   */
  get dimensions(): Readonly<Record<string, string>> {
    const { loadBalancerFullName: LoadBalancer } = this.loadBalancer;
    return this.alternate === undefined ? { LoadBalancer, TargetGroup: this.targetGroup.targetGroupFullName } : { LoadBalancer };
  }

  /** Full names of the target groups that the application moves between; none where it stays in one. */
  get movingTargets(): readonly string[] {
    return this.alternate === undefined ? [] : [this.targetGroup, this.alternate].map((group) => group.targetGroupFullName);
  }
}

/** What a load balancer asks the application every ten seconds. */
export const healthCheck = {
  path: '/health',
  interval: Duration.seconds(10),
  timeout: Duration.seconds(5),
  healthyThresholdCount: 2,
  unhealthyThresholdCount: 3,
};

/** A target group of what listens on the application's port. */
export const portTargets = (
  scope: Construct,
  { vpc }: Network,
  targetType: TargetType.INSTANCE | TargetType.IP,
  id = 'Targets',
): ApplicationTargetGroup =>
  new ApplicationTargetGroup(scope, id, {
    vpc,
    targetType,
    protocol: ApplicationProtocol.HTTP,
    port: applicationPort,
    // Requests of the sample last a second at most; a long wait would only slow every deployment down.
    deregistrationDelay: Duration.seconds(10),
    healthCheck,
  });
