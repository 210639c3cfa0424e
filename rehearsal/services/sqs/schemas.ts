/** Inputs of SQS and the properties of its resources. */
import * as v from 'valibot';
import { policyDocument } from '../../iam/properties';
import { flag, numeric, text } from '../input';
import { messageAttribute } from './digest';

/** 256 KiB was the limit for years and still is what most queues are set to. */
const body = v.pipe(text, v.maxBytes(1_048_576));
const queue = { QueueUrl: text };
const attributes = v.optional(v.record(v.string(), messageAttribute), {});
const delay = v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(900)));
const visibility = v.pipe(v.number(), v.minValue(0), v.maxValue(43_200));
const receipt = { ReceiptHandle: text };
const batch = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.object({ ...queue, Entries: v.pipe(v.array(v.object({ Id: text, ...entries })), v.minLength(1), v.maxLength(10)) });

const message = { MessageBody: body, DelaySeconds: delay, MessageAttributes: attributes };

export const onQueue = v.object(queue);
export const send = v.object({ ...queue, ...message });
export const sendBatch = batch(message);
export const receive = v.object({
  ...queue,
  MaxNumberOfMessages: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(10)), 1),
  VisibilityTimeout: v.exactOptional(visibility),
  WaitTimeSeconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(20)), 0),
  AttributeNames: v.optional(v.array(v.string()), []),
  MessageSystemAttributeNames: v.optional(v.array(v.string()), []),
  MessageAttributeNames: v.optional(v.array(v.string()), []),
});
export const remove = v.object({ ...queue, ...receipt });
export const removeBatch = batch(receipt);
export const changeVisibility = v.object({ ...queue, ...receipt, VisibilityTimeout: visibility });
export const queueUrl = v.object({ QueueName: text });

const redrive = v.object({ deadLetterTargetArn: text, maxReceiveCount: numeric });

export const queueProperties = v.object({
  QueueName: v.exactOptional(text),
  FifoQueue: v.optional(flag, false),
  DelaySeconds: v.optional(numeric, 0),
  VisibilityTimeout: v.optional(numeric, 30),
  KmsMasterKeyId: v.exactOptional(v.string()),
  RedrivePolicy: v.exactOptional(v.union([redrive, v.pipe(v.string(), v.parseJson(), redrive)])),
});
export const policyProperties = v.object({ Queues: v.array(text), PolicyDocument: policyDocument });
