import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientOptions } from './client-options';

/** A queue to hand messages over to. */
export class Queue {
  constructor(
    private readonly url: string,
    private readonly client: SQSClient = new SQSClient(clientOptions),
  ) {}

  async send(message: string): Promise<void> {
    await this.client.send(new SendMessageCommand({ QueueUrl: this.url, MessageBody: message }));
  }
}
