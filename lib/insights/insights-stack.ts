import { CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import { CfnLogAnomalyDetectionIntegration } from 'aws-cdk-lib/aws-devopsguru';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Config } from '../config/config';
import type { DevOpsGuruConfig } from '../config/sections/dev-ops-guru';
import { stackProps } from '../foundation/removal';
import { announceClosing } from './closing';
import { resourceCollection, type WatchedEnvironment } from './coverage';
import { InsightsTopic, notificationChannel } from './insights-topic';

/** What DevOps Guru watches and tells. */
export interface InsightsStackProps {
  readonly config: Config;
  readonly settings: DevOpsGuruConfig;
  readonly environments: readonly WatchedEnvironment[];
}

/**
 * Amazon DevOps Guru: what it watches, and the topic that it notifies. Self-healing hears that topic, and the service's
 * events on the bus as well; whatever comes first is answered, once.
 */
export class InsightsStack extends Stack {
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, { config, settings, environments }: InsightsStackProps) {
    super(scope, id, stackProps(config, 'Unbreakable pipeline: Amazon DevOps Guru', 'production'));
    announceClosing(this);
    resourceCollection(this, 'Coverage', settings.coverage, environments);
    const { topic } = new InsightsTopic(this, 'Insights', config, settings);
    this.topic = topic;
    if (settings.anotherTopicArn !== undefined) notificationChannel(this, 'AnotherChannel', settings.anotherTopicArn, settings);
    if (settings.logAnomalies) new CfnLogAnomalyDetectionIntegration(this, 'LogAnomalies');

    new CfnOutput(this, 'InsightsTopicArn', { value: topic.topicArn, description: 'Insights of DevOps Guru; self-healing listens' });
  }
}

/**
 * The stack, where the team has chosen DevOps Guru, and the topic that healing listens to. It watches what is in its own
 * account; where production has one, that is production, whose insights come to the tools account as events.
 * @param stacks what insights may be about, by environment
 */
export function insights(scope: Construct, id: string, config: Config, stacks: Readonly<Record<string, Stack>>): ITopic | undefined {
  const settings = config.devopsGuru;
  if (settings === undefined) return undefined;
  const watched = Object.entries(stacks).filter(([environment]) => config.accounts === undefined || environment === 'Production');
  const environments = watched.map(([environment, { stackName }]) => ({ environment, stackName }));
  const { coverage } = settings;
  if (coverage.by === 'tag') for (const [environment, stack] of watched) Tags.of(stack).add(coverage.key, environment);
  const { topic } = new InsightsStack(scope, id, { config, settings, environments });
  return config.accounts === undefined ? topic : undefined;
}
