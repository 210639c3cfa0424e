import type { LogStream } from '../app/settings';
import { takenOn } from './taken-on.client';
import type { TransportPorts } from './transport';

/** Times out calls, which then count as failed. */
const requestHandler = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true } as const;

/** Sends to a stream. The SDK is loaded by the first call only: most instances log through the agent. */
export function firehoseSender({ name, roleArn, region }: LogStream): TransportPorts['send'] {
  const client = import('@aws-sdk/client-firehose').then(({ FirehoseClient, PutRecordBatchCommand }) => ({
    firehose: new FirehoseClient({
      maxAttempts: 1,
      requestHandler,
      ...(region !== undefined && { region }),
      ...(roleArn !== undefined && { credentials: takenOn(roleArn, requestHandler) }),
    }),
    PutRecordBatchCommand,
  }));
  return async (records) => {
    try {
      const { firehose, PutRecordBatchCommand } = await client;
      const Records = records.map((record) => ({ Data: Buffer.from(record) }));
      const { RequestResponses = [] } = await firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: name, Records }));
      return records.filter((_, index) => RequestResponses[index]?.RecordId === undefined);
    } catch {
      // Refused, throttled or not reached: all the same, the lines wait and are sent again.
      return records;
    }
  };
}
