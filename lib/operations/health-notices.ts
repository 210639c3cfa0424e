import { Rule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** What AWS says of its own health in this account and region goes to people. */
export const healthNotices = (scope: Construct, id: string, topic: ITopic): Rule =>
  new Rule(scope, id, {
    description: 'AWS Health has news of this account',
    eventPattern: { source: ['aws.health'] },
    targets: [new SnsTopic(topic)],
  });
