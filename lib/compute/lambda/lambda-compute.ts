import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { ApplicationTargetGroup, TargetType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LambdaTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import type { Alias, IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { sampleApplicationName } from '../../foundation/applications';
import { groupNames } from '../../foundation/names';
import { acknowledgeManagedPolicy } from '../../nag/acknowledge';
import { Entrance } from '../entrance';
import type { Compute, ComputeProps } from '../kind';
import type { Saturation } from '../saturation';
import { concurrency } from './concurrency';
import { DeployFunction } from './deploy-function';
import { functionHealthCheck } from './health-check';
import { LiveFunction } from './live-function';

/** CodeDeploy's predefined ways to shift traffic, by the option `trafficShift`. */
const shifts = {
  'all-at-once': LambdaDeploymentConfig.ALL_AT_ONCE,
  'canary-10-percent-5-minutes': LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
  'canary-10-percent-15-minutes': LambdaDeploymentConfig.CANARY_10PERCENT_15MINUTES,
  'linear-10-percent-every-minute': LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTE,
} as const;

/** The application as an alias of a function, behind the same load balancer as any other kind. */
export class LambdaCompute extends Construct implements Compute {
  readonly entrance: Entrance;
  readonly hosts = undefined;
  readonly saturation: readonly Saturation[];
  private readonly group: LambdaDeploymentGroup;

  constructor(scope: Construct, props: ComputeProps) {
    super(scope, 'Service');
    const { alias } = new LiveFunction(this, 'Function', props);
    this.entrance = new Entrance(scope, 'Entrance', { network: props.network, config: props.config, targets: this.targets(alias) });
    this.group = this.deployments(alias, props);
    this.saturation = [concurrency(props.environment, props.settings)];
    const { environment, config, foundation } = props;
    if (config.accounts === undefined) new DeployFunction(this, 'Deploy', { environment, config, artifacts: foundation.buckets.artifacts });
  }

  /** A version that fails while it gets its first requests gets no more of them. */
  stopOn(alarms: readonly IAlarm[]): void {
    for (const alarm of alarms) this.group.addAlarm(alarm);
  }

  private targets(alias: Alias): ApplicationTargetGroup {
    return new ApplicationTargetGroup(this, 'Targets', {
      targetType: TargetType.LAMBDA,
      // The class misses its own interface by exactOptionalPropertyTypes only.
      targets: [new LambdaTarget(alias as IFunction)],
      healthCheck: functionHealthCheck,
    });
  }

  private deployments(alias: Alias, { environment, settings, foundation }: ComputeProps): LambdaDeploymentGroup {
    const group = new LambdaDeploymentGroup(this, 'Deployments', {
      alias,
      application: LambdaApplication.fromLambdaApplicationName(this, 'Application', sampleApplicationName(foundation)),
      deploymentGroupName: groupNames(environment).sample,
      deploymentConfig: shifts[settings.trafficShift],
      autoRollback: { failedDeployment: true, stoppedDeployment: false, deploymentInAlarm: true },
    });
    acknowledgeManagedPolicy(
      group,
      'service-role/AWSCodeDeployRoleForLambdaLimited',
      'AWS keeps this policy in step with what CodeDeploy does to aliases and alarms.',
    );
    return group;
  }
}
