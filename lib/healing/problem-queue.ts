import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption, type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { HandlerFunction } from '../gate/handler-function';

/** How often a message is tried before it goes to the undelivered ones. */
const tries = 5;

/** What reporters say, until it has been recorded. Rules of this account may send to it. */
export class ProblemQueue extends Construct {
  readonly queue: Queue;

  /** @param intakeSeconds timeout of the function that empties it */
  constructor(scope: Construct, id: string, undelivered: IQueue, intakeSeconds: number) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      // AWS asks for six times the function's timeout.
      visibilityTimeout: Duration.seconds(6 * intakeSeconds),
      deadLetterQueue: { queue: undelivered, maxReceiveCount: tries },
    });
    // Written out: a pipeline's rules live in its own stack, and would otherwise make this one depend on it.
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        sid: 'RulesSend',
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: { ArnLike: { 'aws:SourceArn': Stack.of(this).formatArn({ service: 'events', resource: 'rule', resourceName: '*' }) } },
      }),
    );
  }

  /** Lets a function empty the queue, ten messages at a time; those that it names as failed come again. */
  emptyBy({ function: intake }: HandlerFunction): void {
    intake.addEventSource(new SqsEventSource(this.queue, { batchSize: 10, reportBatchItemFailures: true }));
  }
}
