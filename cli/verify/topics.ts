import { paginateListSubscriptionsByTopic, type SNSClient, type Subscription } from '@aws-sdk/client-sns';
import type { Finding } from './difference';
import { inTurn } from './in-turn';

const base = { area: 'telling', rehearsed: 'somebody gets it' } as const;

/** Address at which AWS takes over what goes to a chat. */
const chatEndpoint = /sns-api\.chatbot\.amazonaws\.com/;

/**
 * Whether somebody gets what the topics tell: at least one subscription is confirmed, and none waits.
 * @param chat ARNs of the topics that a chat channel shows
 */
export const checkTopics = (client: SNSClient, topicArns: readonly string[], chat: readonly string[]): Promise<readonly Finding[]> =>
  inTurn(topicArns, async (TopicArn) => {
    const subscriptions: Subscription[] = [];
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
      subscriptions.push(...Subscriptions);
    const what = TopicArn.split(':').at(-1) ?? TopicArn;
    return [findingOf(what, subscriptions), ...(chat.includes(TopicArn) ? [chatOf(what, subscriptions)] : [])];
  });

/** SNS writes `PendingConfirmation` or `Deleted` instead of an ARN. */
const isConfirmed = ({ SubscriptionArn = '' }: Subscription): boolean => SubscriptionArn.startsWith('arn:');

const protocolsOf = (subscriptions: readonly Subscription[]): string =>
  [...new Set(subscriptions.map(({ Protocol = 'unknown' }) => Protocol))].join(', ');

function findingOf(what: string, subscriptions: readonly Subscription[]): Finding {
  const confirmed = subscriptions.filter(isConfirmed);
  const waiting = subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn === 'PendingConfirmation');
  if (waiting.length > 0)
    return {
      ...base,
      what,
      status: 'different',
      found: `${confirmed.length} of ${confirmed.length + waiting.length} confirmed; waiting: ${protocolsOf(waiting)}`,
      fix: 'Open the message “AWS Notification - Subscription Confirmation” and confirm; after three days deploy again for a new one.',
    };
  if (confirmed.length === 0)
    return {
      ...base,
      what,
      status: 'different',
      found: 'nobody is subscribed',
      fix: 'Set notificationEmails, and critical.phoneNumbers or critical.pagers, in unbreakable.config.ts, and deploy.',
    };
  return { ...base, what, status: 'same', found: `${confirmed.length} confirmed (${protocolsOf(confirmed)})` };
}

function chatOf(topic: string, subscriptions: readonly Subscription[]): Finding {
  const hears = subscriptions.some((one) => isConfirmed(one) && chatEndpoint.test(one.Endpoint ?? ''));
  const what = `the chat channel, of ${topic}`;
  if (hears) return { ...base, what, status: 'same', found: 'is subscribed' };
  return {
    ...base,
    what,
    status: 'different',
    found: 'is not subscribed',
    fix: 'Authorise the Slack workspace once in the console of Amazon Q Developer in chat applications, then deploy again.',
  };
}
