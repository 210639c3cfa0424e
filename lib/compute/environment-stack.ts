import { CfnOutput, Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { placeOf } from '../accounts/roles';
import { EnvironmentAlarms } from '../alarms/environment-alarms';
import type { Config, EnvironmentConfig } from '../config/config';
import type { EnvironmentBase } from '../foundation/applications';
import { applicationNames, applicationPort, type EnvironmentName } from '../foundation/names';
import { logRetention } from '../foundation/log-retention';
import { removalPolicy, stackProps } from '../foundation/removal';
import { acknowledgeCustomResources } from '../nag/custom-resources';
import { DeploymentGroups } from './deployment-groups';
import { Entrance } from './entrance';
import { Fleet } from './fleet';
import { Network } from './network';

/** Which environment, and what it shares with the other. */
export interface EnvironmentStackProps {
  readonly environment: EnvironmentName;
  readonly settings: EnvironmentConfig;
  readonly config: Config;
  readonly foundation: EnvironmentBase;
}

/** One environment: network, load balancer, the service's instances, the load that is sent to them, alarms. */
export class EnvironmentStack extends Stack {
  readonly entrance: Entrance;
  readonly alarms: EnvironmentAlarms;
  /** The application's instances. */
  readonly service: Fleet;

  constructor(scope: Construct, id: string, { environment, settings, config, foundation }: EnvironmentStackProps) {
    super(scope, id, stackProps(config, `Unbreakable pipeline: ${environment.toLowerCase()} environment`, placeOf(environment)));
    const network = new Network(this, 'Network', settings.vpc);
    this.entrance = new Entrance(this, 'Entrance', network, config);
    const logGroup = new LogGroup(this, 'Log', { retention: logRetention(config), removalPolicy: removalPolicy(config) });
    const common = { vpc: network.vpc, artifacts: foundation.buckets.artifacts, logGroup };

    this.service = new Fleet(this, 'Service', {
      ...common,
      securityGroup: network.service,
      instanceType: settings.instanceType,
      instances: settings.instances,
      logFile: '/var/log/unbreakable/app.log',
      environment: { PORT: applicationPort, ENVIRONMENT: environment, APP_NAME: applicationNames.sample },
    });
    this.entrance.admit(this.service.autoScalingGroup);

    const load = new Fleet(this, 'Load', {
      ...common,
      securityGroup: network.load,
      instanceType: settings.loadInstanceType,
      instances: 1,
      logFile: '/var/log/unbreakable/load.log',
      environment: {
        ENVIRONMENT: environment,
        APP_NAME: applicationNames.loadTest,
        TARGET_URL: this.entrance.url,
        LOAD_MINUTES: settings.loadMinutes,
        REQUESTS_PER_MINUTE: settings.loadRequestsPerMinute,
      },
    });

    new DeploymentGroups(this, 'Deployments', {
      environment,
      sample: foundation.sample,
      loadTest: foundation.loadTest,
      service: this.service.autoScalingGroup,
      load: load.autoScalingGroup,
      targetGroup: this.entrance.targetGroup,
    });
    this.alarms = new EnvironmentAlarms(this, 'Alarms', {
      environment,
      dimensions: this.entrance.dimensions,
      settings: settings.alarms,
      notifications: foundation.notifications,
    });
    acknowledgeCustomResources(this);

    new CfnOutput(this, 'Address', { value: this.entrance.url, description: `The ${environment.toLowerCase()} environment` });
  }
}
