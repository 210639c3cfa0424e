/** Messages as ReceiveMessage answers them. */
import type * as v from 'valibot';
import { attributesMd5, md5 } from './digest';
import type { Message } from './queue';
import type { receive } from './schemas';

type Wanted = Pick<v.InferOutput<typeof receive>, 'AttributeNames' | 'MessageSystemAttributeNames' | 'MessageAttributeNames'>;

/** With the system and message attributes that the caller asked for. */
export const messageOutput = (message: Message, wanted: Wanted) => {
  const system = only(systemAttributes(message), [...wanted.AttributeNames, ...wanted.MessageSystemAttributeNames]);
  const attributes = only(message.attributes, wanted.MessageAttributeNames);
  const any = Object.keys(attributes).length > 0;
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt ?? '',
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(Object.keys(system).length > 0 ? { Attributes: system } : {}),
    ...(any ? { MessageAttributes: attributes, MD5OfMessageAttributes: attributesMd5(attributes) } : {}),
  };
};

/** What SendMessage answers. */
export const sentOutput = (message: Message) => ({
  MessageId: message.id,
  MD5OfMessageBody: md5(message.body),
  ...(Object.keys(message.attributes).length > 0 ? { MD5OfMessageAttributes: attributesMd5(message.attributes) } : {}),
});

const systemAttributes = (message: Message): Readonly<Record<string, string>> => ({
  SenderId: message.senderId,
  SentTimestamp: String(message.sentAt),
  ApproximateReceiveCount: String(message.receives),
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
});

const only = <Value>(given: Readonly<Record<string, Value>>, names: readonly string[]): Readonly<Record<string, Value>> =>
  names.includes('All') ? given : Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));
