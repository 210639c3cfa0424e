import { Construct } from 'constructs';
import { applicationNames, groupNames } from '../foundation/names';
import { Fleet } from './fleet';
import type { ComputeProps } from './kind';
import { serverGroup } from './server-group';

/** The small instance that sends load through an environment's entrance, whatever is behind it; CodeDeploy brings the load test. */
export class LoadGenerator extends Construct {
  constructor(scope: Construct, id: string, url: string, { environment, settings, foundation, network, logGroup }: ComputeProps) {
    super(scope, id);
    const fleet = new Fleet(this, 'Fleet', {
      vpc: network.vpc,
      artifacts: foundation.buckets.artifacts,
      logGroup,
      securityGroup: network.load,
      instanceType: settings.loadInstanceType,
      instances: 1,
      logFile: '/var/log/unbreakable/load.log',
      environment: {
        ENVIRONMENT: environment,
        APP_NAME: applicationNames.loadTest,
        TARGET_URL: url,
        LOAD_MINUTES: settings.loadMinutes,
        REQUESTS_PER_MINUTE: settings.loadRequestsPerMinute,
      },
    });
    serverGroup(this, 'Deployments', {
      application: foundation.loadTest,
      deploymentGroupName: groupNames(environment).loadTest,
      autoScalingGroups: [fleet.autoScalingGroup],
    });
  }
}
