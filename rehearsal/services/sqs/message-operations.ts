/** Sending, receiving and deleting messages. */
import type * as v from 'valibot';
import type { Service } from '../../cloud/service';
import { validated } from '../../cloud/validated';
import { messageOutput, sentOutput } from './message-output';
import type { Queues } from './queues';
import * as schemas from './schemas';

type Outgoing = Pick<v.InferOutput<typeof schemas.send>, 'MessageBody' | 'MessageAttributes' | 'DelaySeconds'>;

export const messageOperations = (queues: Queues, senderId: string): Service['operations'] => {
  const send = (url: string, { MessageBody, MessageAttributes, DelaySeconds }: Outgoing) =>
    sentOutput(queues.find(url).send(MessageBody, MessageAttributes, senderId, queues.times(), DelaySeconds));

  return {
    SendMessage: validated(schemas.send, {
      needs: ({ QueueUrl }) => queues.needs('SendMessage', QueueUrl, 'GenerateDataKey', 'Decrypt'),
      run: (input) => send(input.QueueUrl, input),
    }),
    SendMessageBatch: validated(schemas.sendBatch, {
      needs: ({ QueueUrl }) => queues.needs('SendMessage', QueueUrl, 'GenerateDataKey', 'Decrypt'),
      run: ({ QueueUrl, Entries }) => ({
        Successful: Entries.map((entry) => ({ Id: entry.Id, ...send(QueueUrl, entry) })),
        Failed: [],
      }),
    }),
    ReceiveMessage: validated(schemas.receive, {
      needs: ({ QueueUrl }) => queues.needs('ReceiveMessage', QueueUrl, 'Decrypt'),
      run: async (input) => {
        const messages = await queues.receive(input.QueueUrl, {
          count: input.MaxNumberOfMessages,
          waitSeconds: input.WaitTimeSeconds,
          visibilitySeconds: input.VisibilityTimeout,
        });
        return messages.length === 0 ? {} : { Messages: messages.map((message) => messageOutput(message, input)) };
      },
    }),
    DeleteMessage: validated(schemas.remove, {
      needs: ({ QueueUrl }) => queues.needs('DeleteMessage', QueueUrl),
      run: ({ QueueUrl, ReceiptHandle }) => queues.find(QueueUrl).delete(ReceiptHandle),
    }),
    DeleteMessageBatch: validated(schemas.removeBatch, {
      needs: ({ QueueUrl }) => queues.needs('DeleteMessage', QueueUrl),
      run: ({ QueueUrl, Entries }) => {
        for (const { ReceiptHandle } of Entries) queues.find(QueueUrl).delete(ReceiptHandle);
        return { Successful: Entries.map(({ Id }) => ({ Id })), Failed: [] };
      },
    }),
    ChangeMessageVisibility: validated(schemas.changeVisibility, {
      needs: ({ QueueUrl }) => queues.needs('ChangeMessageVisibility', QueueUrl),
      run: ({ QueueUrl, ReceiptHandle, VisibilityTimeout }) => queues.find(QueueUrl).hide(ReceiptHandle, VisibilityTimeout, queues.times()),
    }),
  };
};
