import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { LoadBalancer, ServerApplication } from 'aws-cdk-lib/aws-codedeploy';
import { TargetType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { hostMetrics } from '../../../lambda/contract/ops';
import { sampleApplicationName } from '../../foundation/applications';
import { applicationNames, applicationPort, groupNames } from '../../foundation/names';
import { directLogSettings, letSendLogs } from '../../logging/direct-log';
import { Entrance, portTargets } from '../entrance';
import { Fleet } from '../fleet';
import type { Compute, ComputeProps } from '../kind';
import { oneAgentOf } from '../one-agent';
import { largest, type Saturation } from '../saturation';
import { serverGroup } from '../server-group';

/** The application on instances, which CodeDeploy updates in place. */
export class Ec2Compute extends Construct implements Compute {
  readonly entrance: Entrance;
  readonly hosts: AutoScalingGroup;
  readonly saturation: readonly Saturation[];

  constructor(scope: Construct, { environment, settings, config, foundation, network, logGroup }: ComputeProps) {
    super(scope, 'Service');
    const targets = portTargets(this, network, TargetType.INSTANCE);
    this.entrance = new Entrance(scope, 'Entrance', { network, config, targets });
    const fleet = new Fleet(this, 'Fleet', {
      vpc: network.vpc,
      artifacts: foundation.buckets.artifacts,
      logGroup,
      securityGroup: network.service,
      instanceType: settings.instanceType,
      instances: settings.instances,
      logFile: '/var/log/unbreakable/app.log',
      environment: {
        PORT: applicationPort,
        ENVIRONMENT: environment,
        APP_NAME: applicationNames.sample,
        ...directLogSettings(this, config, environment),
      },
      oneAgent: oneAgentOf(config, environment),
    });
    letSendLogs(fleet.role, config, environment);
    this.hosts = fleet.autoScalingGroup;
    this.saturation = [processorAndMemory(this.hosts)];
    targets.addTarget(this.hosts);
    serverGroup(this, 'Deployments', {
      application: ServerApplication.fromServerApplicationName(this, 'Application', sampleApplicationName(foundation)),
      deploymentGroupName: groupNames(environment).sample,
      autoScalingGroups: [this.hosts],
      loadBalancers: [LoadBalancer.application(targets)],
    });
  }

  /** In place there is no second version to go back to while a deployment runs: its gate judges it afterwards. */
  stopOn(): void {}
}

function processorAndMemory({ autoScalingGroupName: AutoScalingGroupName }: AutoScalingGroup): Saturation {
  const { namespace, memoryUsed, periodSeconds } = hostMetrics;
  return {
    title: 'Processor and memory (percent)',
    metrics: [
      largest('processor', ['AWS/EC2', 'CPUUtilization'], { AutoScalingGroupName }, periodSeconds),
      largest('memory', [namespace, memoryUsed], { AutoScalingGroupName }, periodSeconds),
    ],
    limit: 100,
  };
}
