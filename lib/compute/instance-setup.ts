import { Stack } from 'aws-cdk-lib';
import type { UserData } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { cloudConfig, environmentFile } from './cloud-config';
import { agentConfig, agentConfigPath, type AgentSettings } from './cloudwatch-agent';
import { oneAgentSetup, type OneAgent } from './one-agent';

/** What distinguishes one kind of instance from another. */
export interface InstanceSetup {
  /** Lines of `/etc/unbreakable/instance.env`, which the deployed services read. */
  readonly environment: Readonly<Record<string, string | number>>;
  readonly agent: AgentSettings;
  /** Dynatrace's agent, where the team wants it. */
  readonly oneAgent?: OneAgent | undefined;
}

/** Packages of Amazon Linux 2023: what runs the services, sends their logs, and what CodeDeploy's installer needs. */
const packages = ['nodejs22', 'amazon-cloudwatch-agent', 'logrotate', 'ruby', 'wget'];

/** User data of an Amazon Linux 2023 instance that CodeDeploy deploys Node services to. */
export function instanceSetup(scope: Construct, { environment, agent, oneAgent }: InstanceSetup): UserData {
  const monitored = oneAgent && oneAgentSetup(scope, oneAgent);
  return cloudConfig({
    packages,
    files: [
      { path: '/etc/unbreakable/instance.env', permissions: '0644', content: environmentFile(environment) },
      { path: agentConfigPath, permissions: '0644', content: agentConfig(agent) },
      ...(monitored ? [monitored.file] : []),
    ],
    commands: [
      'install -d -m 0755 /var/log/unbreakable',
      startCloudWatchAgent,
      // Before anything is deployed: it sees only processes that start after it.
      ...(monitored ? [monitored.command] : []),
      ...installCodeDeployAgent(scope),
    ],
  });
}

const startCloudWatchAgent = `/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:${agentConfigPath}`;

/** Last, since CodeDeploy deploys to a new instance as soon as its agent answers. */
const installCodeDeployAgent = (scope: Construct): string[] => {
  const { region, urlSuffix } = Stack.of(scope);
  return [
    `wget -q -O /tmp/codedeploy-install https://aws-codedeploy-${region}.s3.${region}.${urlSuffix}/latest/install`,
    'ruby /tmp/codedeploy-install auto',
    'systemctl enable --now codedeploy-agent',
  ];
};
