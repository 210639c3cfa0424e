/** The MD5 sums by which SDK clients check that SQS understood them. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { blob } from '../../cloud/validated';

export const messageAttribute = v.object({
  DataType: v.string(),
  StringValue: v.exactOptional(v.string()),
  BinaryValue: v.exactOptional(blob),
});

export type MessageAttributes = Readonly<Record<string, v.InferOutput<typeof messageAttribute>>>;

export const md5 = (data: string | Buffer): string => createHash('md5').update(data).digest('hex');

/**
 * The sum over all attributes, sorted by name: lengths as four bytes, then name, type, 1 (text) or 2 (bytes), value.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export const attributesMd5 = (attributes: MessageAttributes): string =>
  md5(
    Buffer.concat(
      Object.keys(attributes)
        .toSorted()
        .flatMap((name) => encode(name, attributes)),
    ),
  );

const encode = (name: string, attributes: MessageAttributes): readonly Buffer[] => {
  const { DataType = '', StringValue, BinaryValue } = attributes[name] ?? {};
  const value = BinaryValue === undefined ? Buffer.from(StringValue ?? '') : Buffer.from(BinaryValue);
  return [...sized(Buffer.from(name)), ...sized(Buffer.from(DataType)), Buffer.from([BinaryValue === undefined ? 1 : 2]), ...sized(value)];
};

const sized = (data: Buffer): readonly Buffer[] => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.byteLength);
  return [length, data];
};
