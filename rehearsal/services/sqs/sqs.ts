/** SQS: standard queues with delays, visibility, dead-letter queues and policies. */
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { CreatedResource, ResourceRequest, Service } from '../../cloud/service';
import { parseProperties, refuse } from '../input';
import { messageOperations } from './message-operations';
import { queueOperations } from './queue-operations';
import { Queues } from './queues';
import * as schemas from './schemas';

export const sqs = (cloud: Cloud): Service => {
  const queues = new Queues(cloud);

  const create = (request: ResourceRequest): CreatedResource => {
    const given = parseProperties(schemas.queueProperties, request);
    if (given.FifoQueue) refuse(request, 'FifoQueue', 'use a standard queue');
    const name = given.QueueName ?? physicalName(request, 80);
    const arn = cloud.arn('sqs', name);
    queues.create({
      name,
      arn,
      delaySeconds: given.DelaySeconds,
      visibilitySeconds: given.VisibilityTimeout,
      kmsKey: given.KmsMasterKeyId,
      redrive: given.RedrivePolicy && {
        deadLetterArn: given.RedrivePolicy.deadLetterTargetArn,
        maxReceives: given.RedrivePolicy.maxReceiveCount,
      },
    });
    return { ref: queues.url(name), attributes: { Arn: arn, QueueName: name, QueueUrl: queues.url(name) } };
  };

  const createPolicy = (request: ResourceRequest): CreatedResource => {
    const { Queues: urls, PolicyDocument } = parseProperties(schemas.policyProperties, request);
    for (const url of urls) cloud.attachResourcePolicy(queues.find(url).settings.arn, PolicyDocument);
    return { ref: physicalName(request), attributes: {} };
  };

  return {
    name: 'sqs',
    operations: { ...messageOperations(queues, cloud.account), ...queueOperations(queues) },
    resources: { 'AWS::SQS::Queue': create, 'AWS::SQS::QueuePolicy': createPolicy },
    stop: async () => queues.stop(),
  };
};
