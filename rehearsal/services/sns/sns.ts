/** SNS: topics with subscriptions of functions, queues and mail addresses. Mail needs no confirmation here. */
import { randomUUID } from 'node:crypto';
import type * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { CreatedResource, ResourceRequest, Service } from '../../cloud/service';
import { validated } from '../../cloud/validated';
import { parseProperties, refuse } from '../input';
import { keyNeeds } from '../kms/keys';
import { notify } from './delivery';
import * as schemas from './schemas';
import type { Notification, Topic } from './topic';

export const sns = (cloud: Cloud): Service => {
  const topics = new Map<string, Topic>();

  const find = (arn: string): Topic => {
    const topic = topics.get(arn);
    if (topic) return topic;
    throw new AwsError('NotFound', 'Topic does not exist', 404);
  };

  const subscribe = (given: v.InferOutput<typeof schemas.subscriptionProperties>): string => {
    const topic = find(given.TopicArn);
    const arn = `${topic.arn}:${randomUUID()}`;
    const subscription = {
      arn,
      protocol: given.Protocol,
      endpoint: given.Endpoint,
      raw: given.RawMessageDelivery,
      filter: given.FilterPolicy,
      deadLetterArn: given.RedrivePolicy?.deadLetterTargetArn,
    };
    topics.set(topic.arn, { ...topic, subscriptions: [...topic.subscriptions, subscription] });
    return arn;
  };

  const createTopic = (request: ResourceRequest): CreatedResource => {
    const properties = parseProperties(schemas.topicProperties, request);
    if (properties.FifoTopic) refuse(request, 'FifoTopic', 'use a standard topic');
    if (properties.Subscription.length > 0) refuse(request, 'Subscription', 'use AWS::SNS::Subscription');
    const name = properties.TopicName ?? physicalName(request, 256);
    const arn = cloud.arn('sns', name);
    topics.set(arn, { arn, kmsKey: properties.KmsMasterKeyId, subscriptions: [] });
    return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
  };

  const createSubscription = (request: ResourceRequest): CreatedResource => {
    const arn = subscribe(parseProperties(schemas.subscriptionProperties, request));
    return { ref: arn, attributes: { Arn: arn } };
  };

  const createPolicy = (request: ResourceRequest): CreatedResource => {
    const { Topics, PolicyDocument } = parseProperties(schemas.policyProperties, request);
    for (const arn of Topics) cloud.attachResourcePolicy(find(arn).arn, PolicyDocument);
    return { ref: physicalName(request), attributes: {} };
  };

  const publish = validated(
    schemas.publish,
    {
      needs: ({ TopicArn }) => [
        { action: 'sns:Publish', resource: TopicArn },
        ...keyNeeds(cloud, topics.get(TopicArn)?.kmsKey, 'sns', 'GenerateDataKey', 'Decrypt'),
      ],
      run: ({ TopicArn, Message, Subject, MessageAttributes }) => {
        const { subscriptions } = find(TopicArn);
        const notification: Notification = {
          id: randomUUID(),
          topicArn: TopicArn,
          subject: Subject,
          message: Message,
          attributes: MessageAttributes,
          timestamp: new Date(cloud.clock.now()).toISOString(),
        };
        for (const each of subscriptions) cloud.background('sns', `delivery to ${each.endpoint}`, notify(cloud, each, notification));
        return { MessageId: notification.id };
      },
    },
    'InvalidParameter',
  );

  const list = validated(schemas.onTopic, {
    needs: ({ TopicArn }) => [{ action: 'sns:ListSubscriptionsByTopic', resource: TopicArn }],
    run: ({ TopicArn }) => ({
      Subscriptions: find(TopicArn).subscriptions.map(({ arn, protocol, endpoint }) => ({
        SubscriptionArn: arn,
        Owner: cloud.account,
        Protocol: protocol,
        Endpoint: endpoint,
        TopicArn,
      })),
    }),
  });

  return {
    name: 'sns',
    operations: { Publish: publish, ListSubscriptionsByTopic: list },
    resources: {
      'AWS::SNS::Topic': createTopic,
      'AWS::SNS::Subscription': createSubscription,
      'AWS::SNS::TopicPolicy': createPolicy,
    },
  };
};
