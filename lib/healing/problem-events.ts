import { Duration, Validations } from 'aws-cdk-lib';
import { Rule, type IEventBus } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { problemEventPatterns } from '../../lambda/contract/healing-environment';

/** Where events of problems go, by ARN, so that the queue's own policy stays as it is. */
export interface ProblemTargets {
  readonly queueArn: string;
  readonly undeliveredArn: string;
}

/** Problems that come as events and belong to no pipeline yet. Alarms are named by the pipelines that they guard. */
export class ProblemEvents extends Construct {
  /** @param guruTopicArn topic of DevOps Guru, where it notifies one */
  constructor(scope: Construct, id: string, targets: ProblemTargets, queue: IQueue, guruTopicArn: string | undefined) {
    super(scope, id);
    problemRule(this, 'DevOpsGuru', 'An insight of DevOps Guru', problemEventPatterns.DevOpsGuru, targets);
    problemRule(this, 'Dynatrace', 'A problem that a Dynatrace workflow sends', problemEventPatterns.Dynatrace, targets);
    problemRule(this, 'Gate', 'A rollback by the release gate', problemEventPatterns.Gate, targets);
    if (guruTopicArn !== undefined) Topic.fromTopicArn(this, 'GuruTopic', guruTopicArn).addSubscription(new SqsSubscription(queue));
  }
}

/** A pattern as the contract and EventBridge write it. */
interface ProblemPattern {
  /** Texts, or matchers of EventBridge. */
  readonly source: readonly string[];
  readonly 'detail-type'?: readonly string[];
  /** ARNs that the event must be about. */
  readonly resources?: readonly string[];
  /** The bus that is listened to; default: the account's own. */
  readonly eventBus?: IEventBus;
}

/** Sends the events of a pattern to the queue of problems. */
export function problemRule(
  scope: Construct,
  id: string,
  description: string,
  pattern: ProblemPattern,
  { queueArn, undeliveredArn }: ProblemTargets,
): void {
  const { source, 'detail-type': detailType, resources, eventBus } = pattern;
  const delivery = {
    deadLetterQueue: Queue.fromQueueArn(scope, `${id}Undelivered`, undeliveredArn),
    retryAttempts: 10,
    maxEventAge: Duration.hours(2),
  };
  const rule = new Rule(scope, id, {
    description,
    ...(eventBus && { eventBus }),
    eventPattern: {
      source: [...source],
      ...(detailType && { detailType: [...detailType] }),
      ...(resources && { resources: [...resources] }),
    },
    targets: [new SqsQueue(Queue.fromQueueArn(scope, `${id}Queue`, queueArn), delivery)],
  });
  Validations.of(rule).acknowledge({
    id: 'Annotation::@aws-cdk/aws-events:ruleUnresolvedEnvironment',
    reason: 'The queue is in the account and region of the rule.',
  });
}
