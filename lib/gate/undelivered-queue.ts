import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { described, tell } from '../alarms/tell';
import { acknowledge } from '../nag/acknowledge';

/** Where events end that no function could take, for two weeks, and the alarm that says so. */
export class UndeliveredQueue extends Construct {
  readonly queue: Queue;

  /** @param part of the system whose events they are, as the alarm calls it */
  constructor(scope: Construct, id: string, topic: ITopic, part = 'Gate') {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.queue, { SQS3: 'It is the dead-letter queue.' });
    const alarm = new Alarm(this, 'Alarm', {
      alarmDescription: described(`${part}: an event could not be handled; read it in the queue of undelivered events`, 'undelivered'),
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: 'Maximum' }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 1,
      // An idle queue reports nothing.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    tell(alarm, [topic]);
  }
}
