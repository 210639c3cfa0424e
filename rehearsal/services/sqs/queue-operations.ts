/** Finding, describing and emptying queues. */
import type { Service } from '../../cloud/service';
import { validated } from '../../cloud/validated';
import type { Queue } from './queue';
import type { Queues } from './queues';
import * as schemas from './schemas';

export const queueOperations = (queues: Queues): Service['operations'] => ({
  GetQueueUrl: validated(schemas.queueUrl, {
    needs: ({ QueueName }) => queues.needs('GetQueueUrl', QueueName),
    run: ({ QueueName }) => ({ QueueUrl: queues.url(queues.find(QueueName).settings.name) }),
  }),
  GetQueueAttributes: validated(schemas.onQueue, {
    needs: ({ QueueUrl }) => queues.needs('GetQueueAttributes', QueueUrl),
    run: ({ QueueUrl }) => ({ Attributes: attributesOf(queues.find(QueueUrl), queues) }),
  }),
  PurgeQueue: validated(schemas.onQueue, {
    needs: ({ QueueUrl }) => queues.needs('PurgeQueue', QueueUrl),
    run: ({ QueueUrl }) => queues.find(QueueUrl).purge(),
  }),
});

const attributesOf = (queue: Queue, queues: Queues): Readonly<Record<string, string>> => {
  const { visible, hidden, delayed } = queue.counts(queues.times());
  return {
    QueueArn: queue.settings.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(hidden),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    VisibilityTimeout: String(queue.settings.visibilitySeconds),
    DelaySeconds: String(queue.settings.delaySeconds),
  };
};
