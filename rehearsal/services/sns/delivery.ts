/** Delivers a notification to a subscription, in the name of SNS and on behalf of the topic. */
import type { Cloud } from '../../cloud/cloud';
import type { Principal } from '../../cloud/service';
import { deliver } from '../deliver';
import { lambdaEvent, queueBody } from './envelope';
import { passes } from './filter-policy';
import { deliverMail } from './inbox';
import type { Notification, Subscription } from './topic';

/** What cannot be delivered goes to the subscription's dead-letter queue, or is lost and logged, as on AWS. */
export const notify = async (cloud: Cloud, subscription: Subscription, notification: Notification): Promise<void> => {
  if (!passes(subscription.filter, notification.attributes)) return;
  const caller: Principal = { kind: 'service', name: 'sns.amazonaws.com', sourceArn: notification.topicArn };
  try {
    await send(cloud, subscription, notification, caller);
  } catch (error) {
    cloud.log('sns', 'a notification was not delivered', { to: subscription.endpoint, error: String(error) });
    const { deadLetterArn } = subscription;
    if (deadLetterArn === undefined) return;
    await deliver(cloud, { targetArn: deadLetterArn, body: queueBody(subscription, notification, cloud.region), caller });
  }
};

const send = async (cloud: Cloud, subscription: Subscription, notification: Notification, caller: Principal): Promise<void> => {
  const { protocol, endpoint: targetArn, raw } = subscription;
  switch (protocol) {
    case 'lambda':
      return deliver(cloud, { targetArn, caller, body: JSON.stringify(lambdaEvent(subscription, notification, cloud.region)) });
    case 'sqs':
      return deliver(cloud, { targetArn, caller, body: raw ? notification.message : queueBody(subscription, notification, cloud.region) });
    case 'email':
    case 'email-json':
      return deliverMail(cloud, targetArn, notification);
  }
};
