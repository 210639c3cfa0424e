/** A standard queue. Delays pass in virtual time; visibility time-outs in real time, since they bound real work. */
import { randomUUID } from 'node:crypto';
import { AwsError } from '../../cloud/aws-error';
import type { MessageAttributes } from './digest';

export interface QueueSettings {
  readonly name: string;
  readonly arn: string;
  readonly delaySeconds: number;
  readonly visibilitySeconds: number;
  readonly kmsKey: string | undefined;
  readonly redrive: { readonly deadLetterArn: string; readonly maxReceives: number } | undefined;
}

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** Virtual epoch milliseconds. */
  readonly sentAt: number;
  /** Virtual epoch milliseconds before which nobody gets it. */
  readonly dueAt: number;
  readonly senderId: string;
  receives: number;
  firstReceivedAt: number | undefined;
  receipt: string | undefined;
  /** Real milliseconds of performance.now until which it is hidden. */
  hiddenUntil: number;
}

/** Virtual and real time, both in milliseconds. */
export interface Times {
  readonly virtual: number;
  readonly real: number;
}

export class Queue {
  private messages: Message[] = [];

  constructor(readonly settings: QueueSettings) {}

  get length(): number {
    return this.messages.length;
  }

  send(body: string, attributes: MessageAttributes, senderId: string, times: Times, delaySeconds = this.settings.delaySeconds): Message {
    const message: Message = {
      id: randomUUID(),
      body,
      attributes,
      senderId,
      sentAt: times.virtual,
      dueAt: times.virtual + delaySeconds * 1000,
      receives: 0,
      firstReceivedAt: undefined,
      receipt: undefined,
      hiddenUntil: 0,
    };
    this.messages.push(message);
    return message;
  }

  /** Takes over a message from another queue, as a dead-letter queue does. */
  accept(message: Message): void {
    this.messages.push({ ...message, receipt: undefined, hiddenUntil: 0, receives: 0 });
  }

  /** Messages for one consumer, hidden from the others for a while; those received too often go to `dead`. */
  receive(count: number, times: Times, visibilitySeconds = this.settings.visibilitySeconds, dead?: Queue): readonly Message[] {
    const visible = this.messages.filter((message) => message.dueAt <= times.virtual && message.hiddenUntil <= times.real);
    const worn = dead ? visible.filter(({ receives }) => receives >= (this.settings.redrive?.maxReceives ?? Infinity)) : [];
    for (const message of worn) dead?.accept(message);
    this.messages = this.messages.filter((message) => !worn.includes(message));
    const taken = visible.filter((message) => !worn.includes(message)).slice(0, count);
    for (const message of taken) {
      message.receives += 1;
      message.firstReceivedAt ??= times.virtual;
      message.receipt = randomUUID();
      message.hiddenUntil = times.real + visibilitySeconds * 1000;
    }
    return taken;
  }

  /** Deleting with the receipt of an older delivery does nothing, as on AWS. */
  delete(receipt: string): void {
    this.messages = this.messages.filter((message) => message.receipt !== receipt);
  }

  hide(receipt: string, seconds: number, times: Times): void {
    const message = this.messages.find((each) => each.receipt === receipt);
    if (!message) throw new AwsError('MessageNotInflight', 'The specified message is not in flight.');
    message.hiddenUntil = times.real + seconds * 1000;
  }

  purge(): void {
    this.messages = [];
  }

  /** How many could be received now, and how many are with a consumer. */
  counts(times: Times): { readonly visible: number; readonly hidden: number; readonly delayed: number } {
    const delayed = this.messages.filter(({ dueAt }) => dueAt > times.virtual).length;
    const hidden = this.messages.filter(({ hiddenUntil }) => hiddenUntil > times.real).length;
    return { delayed, hidden, visible: this.messages.length - delayed - hidden };
  }
}
