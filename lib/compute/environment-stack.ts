import { CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { placeOf } from '../accounts/roles';
import { EnvironmentAlarms } from '../alarms/environment-alarms';
import type { Config, EnvironmentConfig } from '../config/config';
import type { EnvironmentBase } from '../foundation/applications';
import type { EnvironmentName } from '../foundation/names';
import { logRetention } from '../foundation/log-retention';
import { removalPolicy, stackProps } from '../foundation/removal';
import { AccessLogs } from '../logging/access-logs';
import { acknowledgeCustomResources } from '../nag/custom-resources';
import type { Entrance } from './entrance';
import type { Compute, ComputeProps } from './kind';
import { computeKind } from './kinds';
import { LoadGenerator } from './load-generator';
import { Network } from './network';

/** Which environment, and what it shares with the other. */
export interface EnvironmentStackProps {
  readonly environment: EnvironmentName;
  readonly settings: EnvironmentConfig;
  readonly config: Config;
  readonly foundation: EnvironmentBase;
}

/** One environment: network, load balancer, the application behind it, the load that is sent to it, alarms. */
export class EnvironmentStack extends Stack {
  readonly entrance: Entrance;
  readonly alarms: EnvironmentAlarms;
  /** The application. */
  readonly service: Compute;

  constructor(scope: Construct, id: string, { environment, settings, config, foundation }: EnvironmentStackProps) {
    super(scope, id, stackProps(config, `Unbreakable pipeline: ${environment.toLowerCase()} environment`, placeOf(environment)));
    const network = new Network(this, 'Network', settings.vpc);
    const logGroup = new LogGroup(this, 'Log', { retention: logRetention(config), removalPolicy: removalPolicy(config) });
    const props: ComputeProps = { environment, settings, config, foundation, network, logGroup };
    this.service = computeKind(config).create(this, props);
    this.entrance = this.service.entrance;
    if (config.logging.accessLogs) new AccessLogs(this, 'AccessLogs', environment, config, this.entrance.loadBalancer);
    new LoadGenerator(this, 'Load', this.entrance.url, props);
    this.alarms = new EnvironmentAlarms(this, 'Alarms', {
      environment,
      dimensions: this.entrance.dimensions,
      targetGroups: this.entrance.movingTargets,
      settings: settings.alarms,
      notifications: foundation.notifications,
    });
    this.service.stopOn(this.alarms.symptoms.ofDeployments);
    acknowledgeCustomResources(this);

    new CfnOutput(this, 'Address', { value: this.entrance.url, description: `The ${environment.toLowerCase()} environment` });
  }

  /** The first two zones, which CloudFormation asks for. CDK would ask a named account while it synthesizes, with credentials of it. */
  override get availabilityZones(): string[] {
    return [0, 1].map((index) => Fn.select(index, Fn.getAzs()));
  }
}
