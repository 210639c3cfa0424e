import { ServerDeploymentConfig, ServerDeploymentGroup, type ServerDeploymentGroupProps } from 'aws-cdk-lib/aws-codedeploy';
import type { Construct } from 'constructs';
import { acknowledgeManagedPolicy } from '../nag/acknowledge';

/**
 * A deployment group of instances: in place, one instance after the other. A deployment that fails half-way leaves an
 * instance without a running build, so CodeDeploy puts the last one that was deployed back. A deployment that succeeds is
 * the gate's to judge: only the gate knows which build passed, so no alarm rolls back here.
 */
export function serverGroup(scope: Construct, id: string, props: ServerDeploymentGroupProps): ServerDeploymentGroup {
  const group = new ServerDeploymentGroup(scope, id, {
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
  return group;
}
