import type * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Operation } from '../../cloud/service';
import type { Lifetime } from '../lifetime';
import { extractMetrics } from './extract-metrics';
import type { putLogEventsInput } from './inputs';
import type { LogEvent, LogStore } from './log-store';
import { streamNeed } from './needs';

/** Lines up to two weeks old and two hours ahead are taken; a call holds at most 1 MiB, 26 bytes a line included. */
const oldest = 14 * 24 * 3_600_000;
const newest = 2 * 3_600_000;
const callLimit = 1_048_576;
const perEvent = 26;

type Input = v.InferOutput<typeof putLogEventsInput>;

/** Which lines were not taken, by index, as the API tells it. */
export interface PutLogEventsOutput {
  readonly nextSequenceToken?: string;
  readonly rejectedLogEventsInfo?: { readonly tooNewLogEventStartIndex?: number; readonly tooOldLogEventEndIndex?: number };
}

const checkCall = (events: readonly LogEvent[]): void => {
  const size = events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + perEvent, 0);
  if (size > callLimit) throw new AwsError('InvalidParameterException', `Upload too large: ${size} bytes exceeds limit of ${callLimit}`);
  const disorder = events.some(({ timestamp }, index) => timestamp < (events[index - 1]?.timestamp ?? 0));
  if (disorder)
    throw new AwsError('InvalidParameterException', 'Log events in a single PutLogEvents request must be in chronological order.');
};

/** PutLogEvents. Metrics in the lines are extracted in the background. */
export const putLogEvents = (cloud: Cloud, lifetime: Lifetime, store: LogStore): Operation<Input, PutLogEventsOutput> => ({
  needs: (input) => [streamNeed(cloud, 'logs:PutLogEvents', input.logGroupName, input.logStreamName)],
  run: ({ logGroupName, logStreamName, logEvents }) => {
    const group = store.group(logGroupName);
    const stream = store.stream(group, logStreamName);
    checkCall(logEvents);
    const now = cloud.clock.now();
    const tooOld = logEvents.filter(({ timestamp }) => timestamp < now - oldest).length;
    const tooNew = logEvents.findIndex(({ timestamp }) => timestamp > now + newest);
    const taken = logEvents.slice(tooOld, tooNew < 0 ? undefined : tooNew);
    store.append(group, stream, taken);
    lifetime.run('metrics in log lines', () => extractMetrics(cloud, taken));
    if (taken.length === logEvents.length) return { nextSequenceToken: 'none' };
    return {
      nextSequenceToken: 'none',
      rejectedLogEventsInfo: {
        ...(tooOld > 0 ? { tooOldLogEventEndIndex: tooOld } : {}),
        ...(tooNew < 0 ? {} : { tooNewLogEventStartIndex: tooNew }),
      },
    };
  },
});
