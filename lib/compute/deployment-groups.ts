import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import {
  LoadBalancer,
  ServerDeploymentConfig,
  ServerDeploymentGroup,
  type IServerApplication,
  type ServerDeploymentGroupProps,
} from 'aws-cdk-lib/aws-codedeploy';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { groupNames, type EnvironmentName } from '../foundation/names';
import { acknowledgeManagedPolicy } from '../nag/acknowledge';

/** What is deployed where. */
export interface DeploymentGroupsProps {
  readonly environment: EnvironmentName;
  readonly sample: IServerApplication;
  readonly loadTest: IServerApplication;
  readonly service: AutoScalingGroup;
  readonly load: AutoScalingGroup;
  readonly targetGroup: ApplicationTargetGroup;
}

/**
 * CodeDeploy's two groups of an environment, in place, one instance after the other. A deployment that fails half-way
 * leaves an instance without a running build, so CodeDeploy puts the last one that was deployed back. A deployment that
 * succeeds is the gate's to judge: only the gate knows which build passed, so no alarm rolls back here.
 */
export class DeploymentGroups extends Construct {
  constructor(scope: Construct, id: string, props: DeploymentGroupsProps) {
    super(scope, id);
    const names = groupNames(props.environment);
    this.group('Sample', {
      application: props.sample,
      deploymentGroupName: names.sample,
      autoScalingGroups: [props.service],
      loadBalancers: [LoadBalancer.application(props.targetGroup)],
    });
    this.group('LoadTest', { application: props.loadTest, deploymentGroupName: names.loadTest, autoScalingGroups: [props.load] });
  }

  private group(id: string, props: ServerDeploymentGroupProps): void {
    const group = new ServerDeploymentGroup(this, id, {
      deploymentConfig: ServerDeploymentConfig.ONE_AT_A_TIME,
      autoRollback: { failedDeployment: true, stoppedDeployment: false, deploymentInAlarm: false },
      // The instances' user data installs it.
      installAgent: false,
      ...props,
    });
    acknowledgeManagedPolicy(
      group,
      'service-role/AWSCodeDeployRole',
      'AWS keeps this policy in step with what CodeDeploy does to instances and load balancers.',
    );
  }
}
