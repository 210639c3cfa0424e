/** Topics and who gets what is published to them. */
import type { MessageAttributes } from '../sqs/digest';
import type { FilterPolicy } from './filter-policy';

export type SubscriptionProtocol = 'lambda' | 'sqs' | 'email' | 'email-json';

export interface Subscription {
  readonly arn: string;
  readonly protocol: SubscriptionProtocol;
  /** ARN of a function or queue, or an address. */
  readonly endpoint: string;
  /** Whether a queue gets the bare message. */
  readonly raw: boolean;
  readonly filter: FilterPolicy | undefined;
  /** Queue for what cannot be delivered. */
  readonly deadLetterArn: string | undefined;
}

export interface Topic {
  readonly arn: string;
  readonly kmsKey: string | undefined;
  readonly subscriptions: readonly Subscription[];
}

/** One published message. */
export interface Notification {
  readonly id: string;
  readonly topicArn: string;
  readonly subject: string | undefined;
  readonly message: string;
  readonly attributes: MessageAttributes;
  /** Virtual time, ISO 8601. */
  readonly timestamp: string;
}
