/** PutRecord and PutRecordBatch. */
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Service } from '../../cloud/service';
import { blob, validated } from '../../cloud/validated';
import { text } from '../input';
import type { StreamControl } from './control';
import type { DeliveryStream } from './delivery-stream';

/** Bytes of one record, and of all records of a call, before base64. */
const mostOfRecord = 1_024_000;
const mostOfCall = 4 * 1024 * 1024;
const mostRecords = 500;

const record = v.object({
  Data: v.pipe(
    blob,
    v.check((data) => data.byteLength <= mostOfRecord, `Member must have length less than or equal to ${mostOfRecord}`),
  ),
});
const single = v.object({ DeliveryStreamName: text, Record: record });
const many = v.object({
  DeliveryStreamName: text,
  Records: v.pipe(
    v.array(record),
    v.minLength(1, 'Member must have length greater than or equal to 1'),
    v.maxLength(mostRecords, `Member must have length less than or equal to ${mostRecords}`),
  ),
});

const slowDown = 'Slow down.';

export const putOperations = (cloud: Cloud, control: StreamControl, find: (name: string) => DeliveryStream): Service['operations'] => ({
  PutRecord: validated(single, {
    needs: ({ DeliveryStreamName }) => [needOf(cloud, 'PutRecord', DeliveryStreamName)],
    run: ({ DeliveryStreamName, Record: { Data } }) => {
      const stream = find(DeliveryStreamName);
      if (control.isThrottled(Data)) throw new AwsError('ServiceUnavailableException', slowDown, 503);
      return { RecordId: stream.take([Data])[0], Encrypted: true };
    },
  }),
  PutRecordBatch: validated(many, {
    needs: ({ DeliveryStreamName }) => [needOf(cloud, 'PutRecordBatch', DeliveryStreamName)],
    run: ({ DeliveryStreamName, Records }) => {
      const stream = find(DeliveryStreamName);
      const size = Records.reduce((sum, { Data }) => sum + Data.byteLength, 0);
      if (size > mostOfCall) throw new AwsError('InvalidArgumentException', 'Records size exceeds 4 MB limit');
      const throttled = new Set(Records.filter(({ Data }) => control.isThrottled(Data)));
      const ids = stream.take(Records.filter((each) => !throttled.has(each)).map(({ Data }) => Data)).values();
      const RequestResponses = Records.map((each) =>
        throttled.has(each) ? { ErrorCode: 'ServiceUnavailableException', ErrorMessage: slowDown } : { RecordId: ids.next().value },
      );
      return { FailedPutCount: throttled.size, Encrypted: true, RequestResponses };
    },
  }),
});

const needOf = (cloud: Cloud, action: string, stream: string) => ({
  action: `firehose:${action}`,
  resource: cloud.arn('firehose', `deliverystream/${stream}`),
});
