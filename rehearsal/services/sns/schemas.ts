/** Inputs of SNS and the properties of its resources. */
import * as v from 'valibot';
import { policyDocument } from '../../iam/properties';
import { flag, text } from '../input';
import { messageAttribute } from '../sqs/digest';
import { filterPolicy } from './filter-policy';

/** Publish: at most 256 KiB; a subject is one line of at most 100 characters. */
export const publish = v.object({
  TopicArn: v.pipe(v.string('Invalid parameter: TopicArn'), v.regex(/^arn:aws:sns:[^:]+:\d{12}:[\w-]+$/, 'Invalid parameter: TopicArn')),
  Message: v.pipe(text, v.maxBytes(262_144)),
  Subject: v.exactOptional(v.pipe(text, v.maxLength(100), v.regex(/^[^\p{Cc}]+$/u, 'Subject must not contain control characters'))),
  MessageAttributes: v.optional(v.record(v.string(), messageAttribute), {}),
  MessageStructure: v.exactOptional(v.never('MessageStructure is not rehearsed')),
});

export const onTopic = v.object({ TopicArn: text });

export const topicProperties = v.object({
  TopicName: v.exactOptional(text),
  KmsMasterKeyId: v.exactOptional(v.string()),
  FifoTopic: v.optional(flag, false),
  Subscription: v.optional(v.array(v.object({ Protocol: v.string(), Endpoint: text })), []),
});

const deadLetter = v.object({ deadLetterTargetArn: text });

export const subscriptionProperties = v.object({
  TopicArn: text,
  Protocol: v.picklist(['lambda', 'sqs', 'email', 'email-json'], 'Only lambda, sqs and email are rehearsed'),
  Endpoint: text,
  RawMessageDelivery: v.optional(flag, false),
  FilterPolicy: v.exactOptional(filterPolicy),
  FilterPolicyScope: v.exactOptional(v.literal('MessageAttributes', 'Only filters on attributes are rehearsed')),
  RedrivePolicy: v.exactOptional(v.union([deadLetter, v.pipe(v.string(), v.parseJson(), deadLetter)])),
});

export const policyProperties = v.object({ Topics: v.array(text), PolicyDocument: policyDocument });
