import { Duration } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import {
  AlternateTarget,
  CfnService,
  Cluster,
  DeploymentStrategy,
  FargateService,
  ListenerRuleConfiguration,
  type ICluster,
} from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationListenerRule,
  ListenerAction,
  ListenerCondition,
  TargetType,
  type ApplicationTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { applicationPort, type EnvironmentName } from '../../foundation/names';
import { acknowledge, acknowledgeManagedPolicy } from '../../nag/acknowledge';
import { Entrance, portTargets } from '../entrance';
import type { Compute, ComputeProps } from '../kind';
import { largest, type Saturation } from '../saturation';
import { ecsNames } from './names';
import { RunningImage } from './running-image';
import { initialImage, taskDefinition } from './task-definition';

/**
 * The application on ECS Fargate. A deployment starts the new build beside the old one, moves the traffic between two
 * target groups, and keeps the old one for the time of the bake; alarms or failing tasks bring it back.
 */
export class EcsCompute extends Construct implements Compute {
  readonly entrance: Entrance;
  readonly hosts = undefined;
  readonly saturation: readonly Saturation[];
  private readonly service: FargateService;

  constructor(
    scope: Construct,
    private readonly props: ComputeProps,
  ) {
    super(scope, 'Service');
    const { network, config } = props;
    const blue = portTargets(this, network, TargetType.IP, 'Blue');
    const green = portTargets(this, network, TargetType.IP, 'Green');
    this.entrance = new Entrance(scope, 'Entrance', { network, config, targets: blue, alternate: green });
    this.service = this.newService();
    this.saturation = [processorAndMemory(props.environment)];
    this.moveBetween(blue, green);
  }

  /** Without a bake they could tell only of the build before, which the new one may be there to mend. */
  stopOn(alarms: readonly IAlarm[]): void {
    if (this.props.settings.container.bakeMinutes === 0) return;
    const names = alarms.map(({ alarmName }) => alarmName);
    const { defaultChild: service } = this.service.node;
    // The property itself: the L2's method fears a circle, which alarms on the load balancer do not close.
    if (service instanceof CfnService) {
      service.addPropertyOverride('DeploymentConfiguration.Alarms', { AlarmNames: names, Enable: true, Rollback: true });
    }
  }

  private newService(): FargateService {
    const { environment, settings, network, config } = this.props;
    const names = ecsNames(environment);
    const running = new RunningImage(this, 'Running', { environment, config, initialImage: initialImage(settings) });
    const definition = taskDefinition(this, running.image, this.props);
    const cluster = new Cluster(this, 'Cluster', { vpc: network.vpc, clusterName: names.cluster });
    acknowledge(cluster, { ECS4: 'Container Insights is billed by metric; the load balancer tells what users notice.' });
    const service = new FargateService(this, 'Fargate', {
      // The class misses its own interface by exactOptionalPropertyTypes only.
      cluster: cluster as ICluster,
      serviceName: names.service,
      taskDefinition: definition,
      desiredCount: settings.instances,
      vpcSubnets: { subnets: network.vpc.publicSubnets },
      assignPublicIp: true,
      securityGroups: [network.service],
      deploymentStrategy: DeploymentStrategy.BLUE_GREEN,
      bakeTime: Duration.minutes(settings.container.bakeMinutes),
      circuitBreaker: { rollback: true },
      healthCheckGracePeriod: Duration.seconds(60),
      // A build never serves beside fewer tasks than are wanted.
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
    });
    running.watch(definition, service);
    return service;
  }

  /** ECS gives one of the groups all of the rule's weight, in a role that may change load balancers. */
  private moveBetween(blue: ApplicationTargetGroup, green: ApplicationTargetGroup): void {
    const { container } = ecsNames(this.props.environment);
    const rule = new ApplicationListenerRule(this, 'ProductionTraffic', {
      listener: this.entrance.listener,
      priority: 1,
      conditions: [ListenerCondition.pathPatterns(['/*'])],
      action: ListenerAction.weightedForward([
        { targetGroup: blue, weight: 100 },
        { targetGroup: green, weight: 0 },
      ]),
    });
    const productionListener = ListenerRuleConfiguration.applicationListenerRule(rule);
    const alternateTarget = new AlternateTarget('Balancer', { alternateTargetGroup: green, productionListener });
    blue.addTarget(this.service.loadBalancerTarget({ containerName: container, containerPort: applicationPort, alternateTarget }));
    acknowledgeManagedPolicy(
      this.service,
      'AmazonECSInfrastructureRolePolicyForLoadBalancers',
      'AWS keeps this policy in step with what ECS does to load balancers.',
    );
  }
}

/** Of the fullest task; ECS measures both for every service of Fargate. */
function processorAndMemory(environment: EnvironmentName): Saturation {
  const { cluster: ClusterName, service: ServiceName } = ecsNames(environment);
  return {
    title: 'Processor and memory of the fullest task (percent)',
    metrics: [
      largest('processor', ['AWS/ECS', 'CPUUtilization'], { ClusterName, ServiceName }),
      largest('memory', ['AWS/ECS', 'MemoryUtilization'], { ClusterName, ServiceName }),
    ],
    limit: 100,
  };
}
