import type { Cloud } from '../../cloud/cloud';
import type { FailedDocument } from './bucket-writer';
import type { Destination } from './properties';

/** Lines in the error log for one delivery. */
const mostLines = 20;

/** Writes why documents failed into the log group that the stream names, as its role. */
export const logFailures = async (
  cloud: Cloud,
  streamArn: string,
  destination: Destination,
  failed: readonly FailedDocument[],
): Promise<void> => {
  const { Enabled: enabled, LogGroupName, LogStreamName } = destination.CloudWatchLoggingOptions ?? { Enabled: false };
  if (!enabled || LogGroupName === undefined || LogStreamName === undefined || failed.length === 0) return;
  const timestamp = cloud.clock.now();
  const logEvents = failed.slice(0, mostLines).map(({ code, reason, index, attempts }) => ({
    timestamp,
    message: JSON.stringify({
      deliveryStreamARN: streamArn,
      destination: destination.DomainARN,
      index,
      attempts,
      errorCode: String(code),
      message: reason,
    }),
  }));
  try {
    const input = { logGroupName: LogGroupName, logStreamName: LogStreamName, logEvents };
    await cloud.call('logs', 'PutLogEvents', input, { kind: 'role', arn: destination.RoleARN });
  } catch (error) {
    cloud.log('firehose', `the error log of ${streamArn} takes nothing: ${String(error)}`);
  }
};
