import { createHash } from 'node:crypto';
import * as v from 'valibot';

/** A message as ReceiveMessage answers it. */
export interface QueueMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly MessageAttributes?: Readonly<Record<string, { readonly StringValue?: string; readonly DataType: string }>>;
}

const attributeOf = ({ StringValue, DataType }: { readonly StringValue?: string; readonly DataType: string }) => ({
  ...(StringValue === undefined ? {} : { stringValue: StringValue }),
  stringListValues: [],
  binaryListValues: [],
  dataType: DataType,
});

/** The Records of an SQS event to a function. */
export const sqsRecords = (messages: readonly QueueMessage[], eventSourceARN: string, awsRegion: string): object[] =>
  messages.map((message) => ({
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, attributeOf(value)]),
    ),
    md5OfBody: createHash('md5').update(message.Body).digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion,
  }));

const answer = v.nullish(v.object({ batchItemFailures: v.nullish(v.array(v.object({ itemIdentifier: v.string() })), []) }));

/** Which messages a ReportBatchItemFailures answer names. An answer that cannot be read, or names others, fails all. */
export const failedMessages = (payload: string, messages: readonly QueueMessage[]): ReadonlySet<string> => {
  const all = new Set(messages.map((message) => message.MessageId));
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), answer), payload);
  if (!parsed.success) return all;
  const named = (parsed.output?.batchItemFailures ?? []).map((failure) => failure.itemIdentifier);
  return named.every((id) => all.has(id)) ? new Set(named) : all;
};
