import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { healingEventSource, healingEventTypes } from '../contract/healing-environment';
import type { Message } from '../gate/ports/telling';
import { HealingError } from '../healing/healing-error';
import type { HealingEvent, HealingNotifier } from '../healing/ports/telling';
import { clientOptions } from './client-options';
import { AwsNotifier } from './notifier.client';

/** People by two topics of SNS (chat is subscribed to them), systems by EventBridge. */
export class AwsHealingNotifier implements HealingNotifier {
  private readonly normal: AwsNotifier;
  private readonly critical: AwsNotifier;

  constructor(
    arns: { readonly topicArn: string; readonly criticalTopicArn: string },
    topics: SNSClient = new SNSClient(clientOptions),
    private readonly events: EventBridgeClient = new EventBridgeClient(clientOptions),
  ) {
    this.normal = new AwsNotifier(arns.topicArn, topics, events);
    this.critical = new AwsNotifier(arns.criticalTopicArn, topics, events);
  }

  notify(message: Message): Promise<void> {
    return this.normal.notify(message);
  }

  call(message: Message): Promise<void> {
    return this.critical.notify(message);
  }

  async emit({ type, detail }: HealingEvent): Promise<void> {
    const entry = { Source: healingEventSource, DetailType: healingEventTypes[type], Detail: JSON.stringify(detail) };
    const { FailedEntryCount: failed = 0, Entries: entries } = await this.events.send(new PutEventsCommand({ Entries: [entry] }));
    if (failed > 0) {
      throw new HealingError(
        'EventRefused',
        `EventBridge refused the event: ${entries?.[0]?.ErrorCode ?? 'no code'}.`,
        'The step is tried again.',
      );
    }
  }
}
