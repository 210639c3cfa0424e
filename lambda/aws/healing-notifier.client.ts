import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { healingEventSource, healingEventTypes } from '../contract/healing-environment';
import type { Message } from '../gate/ports/telling';
import { HealingError } from '../healing/healing-error';
import type { HealingEvent, HealingNotifier } from '../healing/ports/telling';
import { clientOptions } from './client-options';
import { AwsNotifier } from './notifier.client';

/** Amazon Q in chat applications shows messages of this form only; what is longer it cuts. */
const chatMessage = ({ subject, text }: Message): Message => ({
  subject,
  text: JSON.stringify({
    version: '1.0',
    source: 'custom',
    content: { textType: 'client-markdown', title: subject, description: text.slice(0, 2_000) },
  }),
});

/** People by topics of SNS: one that they read, one that calls them, one that a chat channel shows. Systems by EventBridge. */
export class AwsHealingNotifier implements HealingNotifier {
  private readonly normal: AwsNotifier;
  private readonly critical: AwsNotifier;
  private readonly chat: AwsNotifier | undefined;

  constructor(
    arns: { readonly topicArn: string; readonly criticalTopicArn: string; readonly chatTopicArn: string | undefined },
    topics: SNSClient = new SNSClient(clientOptions),
    private readonly events: EventBridgeClient = new EventBridgeClient(clientOptions),
  ) {
    this.normal = new AwsNotifier(arns.topicArn, topics, events);
    this.critical = new AwsNotifier(arns.criticalTopicArn, topics, events);
    this.chat = arns.chatTopicArn === undefined ? undefined : new AwsNotifier(arns.chatTopicArn, topics, events);
  }

  async notify(message: Message): Promise<void> {
    await this.normal.notify(message);
    await this.chat?.notify(chatMessage(message));
  }

  async call(message: Message): Promise<void> {
    await this.critical.notify(message);
    await this.chat?.notify(chatMessage(message));
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
