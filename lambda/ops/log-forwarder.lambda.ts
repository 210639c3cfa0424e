import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { S3Client } from '@aws-sdk/client-s3';
import { roleOptions } from '../aws/accounts/per-account';
import { clientOptions } from '../aws/client-options';
import { logPrefixes } from '../contract/logging';
import { LogStreamClient, UnsentStore } from './forward/firehose.client';
import { forward } from './forward/forward';
import { forwarderSettings } from './forward/settings';

const logger = new Logger({ serviceName: 'ops-log-forwarder' });
const { stream, bucket, account } = forwarderSettings(process.env);
const options = account === undefined ? clientOptions : roleOptions(account);
const told = (reason: string, records: number) => logger.warn('Firehose did not take records', { reason, records });
const firehose = new LogStreamClient(stream, told, new FirehoseClient(options));
const store = new UnsentStore(bucket, new S3Client(options));

/** Subscriptions of log groups. Its own log group has none, or every line would make the next. */
export const handler = async (event: unknown, context: { readonly awsRequestId: string }): Promise<void> => {
  let part = 0;
  const { kept } = await forward(event, {
    send: (records) => firehose.send(records),
    keep: (records) =>
      store.keep(`${logPrefixes.unsent}${new Date().toISOString()}-${context.awsRequestId}-${(part += 1)}.ndjson`, records),
    pause: async (milliseconds) => sleep(milliseconds),
    random: Math.random,
  });
  if (kept > 0) logger.error('Documents went to the bucket, since Firehose did not take them', { documents: kept, bucket });
};
