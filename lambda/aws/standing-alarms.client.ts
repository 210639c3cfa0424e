import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { CodeDeployClient, GetDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import type { AlarmConfiguration } from '@aws-sdk/client-codedeploy';
import type { FunctionDestination } from '../contract/destination';
import { clientOptions } from './client-options';

/**
 * The alarms of a deployment group that ring before a deployment begins. They say nothing of what it brings, and CodeDeploy
 * would stop it at once: a bad build would keep out the one that mends it. ECS leaves such alarms out by itself.
 */
export class StandingAlarms {
  constructor(
    private readonly codeDeploy: CodeDeployClient = new CodeDeployClient(clientOptions),
    private readonly cloudWatch: CloudWatchClient = new CloudWatchClient(clientOptions),
  ) {}

  /** The group's alarms without those that ring now; `undefined` where none rings, so that the group's own settings hold. */
  async leftOut(group: Pick<FunctionDestination, 'applicationName' | 'deploymentGroupName'>): Promise<AlarmConfiguration | undefined> {
    const { applicationName, deploymentGroupName } = group;
    const { deploymentGroupInfo } = await this.codeDeploy.send(new GetDeploymentGroupCommand({ applicationName, deploymentGroupName }));
    const watched = (deploymentGroupInfo?.alarmConfiguration?.alarms ?? []).flatMap(({ name }) => name ?? []);
    const ringing = await this.ringing(watched);
    const quiet = watched.filter((name) => !ringing.has(name));
    return ringing.size === 0 ? undefined : { enabled: quiet.length > 0, alarms: quiet.map((name) => ({ name })) };
  }

  /** A group has at most ten alarms, so one call tells all their states. */
  private async ringing(names: readonly string[]): Promise<ReadonlySet<string>> {
    if (names.length === 0) {
      return new Set();
    }
    const { MetricAlarms = [], CompositeAlarms = [] } = await this.cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNames: [...names], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }),
    );
    const alarms = [...MetricAlarms, ...CompositeAlarms].filter(({ StateValue }) => StateValue === 'ALARM');
    return new Set(alarms.flatMap(({ AlarmName }) => AlarmName ?? []));
  }
}
