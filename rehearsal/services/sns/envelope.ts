/** What subscribers see of a notification. */
import type { MessageAttributes } from '../sqs/digest';
import type { Notification, Subscription } from './topic';

/** The event of a subscribed function. */
export const lambdaEvent = (subscription: Subscription, notification: Notification, region: string) => ({
  Records: [
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      EventSubscriptionArn: subscription.arn,
      Sns: {
        ...common(notification),
        Subject: notification.subject ?? null,
        SigningCertUrl: certificate(region),
        UnsubscribeUrl: unsubscribe(region, subscription),
        MessageAttributes: attributes(notification.attributes),
      },
    },
  ],
});

/** The body that a subscribed queue gets unless it asked for the bare message. */
export const queueBody = (subscription: Subscription, notification: Notification, region: string): string => {
  const given = attributes(notification.attributes);
  return JSON.stringify({
    ...common(notification),
    ...(notification.subject === undefined ? {} : { Subject: notification.subject }),
    SigningCertURL: certificate(region),
    UnsubscribeURL: unsubscribe(region, subscription),
    ...(Object.keys(given).length > 0 ? { MessageAttributes: given } : {}),
  });
};

const common = ({ id, topicArn, message, timestamp }: Notification) => ({
  Type: 'Notification',
  MessageId: id,
  TopicArn: topicArn,
  Message: message,
  Timestamp: timestamp,
  SignatureVersion: '1',
  Signature: 'none-in-a-rehearsal',
});

const certificate = (region: string): string => `https://sns.${region}.amazonaws.com/SimpleNotificationService.pem`;

const unsubscribe = (region: string, { arn }: Subscription): string =>
  `https://sns.${region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arn}`;

const attributes = (given: MessageAttributes) =>
  Object.fromEntries(
    Object.entries(given).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: BinaryValue === undefined ? StringValue : Buffer.from(BinaryValue).toString('base64') },
    ]),
  );
