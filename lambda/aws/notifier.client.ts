import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { eventSource, eventTypes } from '../contract/environment';
import { GateError } from '../gate/gate-error';
import type { GateEvent, Message, Notifier } from '../gate/ports/telling';
import { clientOptions } from './client-options';

/** SNS takes subjects of printable ASCII only. */
const asciiSubject = (subject: string): string => subject.replaceAll(/[^\x20-\x7E]/g, '-').slice(0, 100);

/** People by SNS, systems by EventBridge. */
export class AwsNotifier implements Notifier {
  constructor(
    private readonly topicArn: string,
    private readonly topics: SNSClient = new SNSClient(clientOptions),
    private readonly events: EventBridgeClient = new EventBridgeClient(clientOptions),
  ) {}

  async notify({ subject, text }: Message): Promise<void> {
    await this.topics.send(new PublishCommand({ TopicArn: this.topicArn, Subject: asciiSubject(subject), Message: text }));
  }

  async emit({ type, detail }: GateEvent): Promise<void> {
    const entry = { Source: eventSource, DetailType: eventTypes[type], Detail: JSON.stringify(detail) };
    const { FailedEntryCount: failed = 0, Entries: entries } = await this.events.send(new PutEventsCommand({ Entries: [entry] }));
    if (failed > 0) {
      const [refused] = entries ?? [];
      throw new GateError(
        'EventRefused',
        `EventBridge refused the event: ${refused?.ErrorCode ?? 'no code'} ${refused?.ErrorMessage ?? ''}.`,
        'The step is tried again.',
      );
    }
  }
}
