import type * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Operation } from '../../cloud/service';
import { parseFilter } from './filter-pattern';
import type { describeLogGroupsInput, describeLogStreamsInput, filterLogEventsInput } from './inputs';
import type { LogStore, LogStream, StoredEvent } from './log-store';
import { streamNeed } from './needs';

/** A page of a list: the token is the index of the first item. Throws InvalidParameterException. */
const page = <T>(items: readonly T[], limit: number, token: string | undefined): { items: readonly T[]; nextToken?: string } => {
  const start = Number(token ?? 0);
  if (!Number.isInteger(start) || start < 0) throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  const end = start + limit;
  return { items: items.slice(start, end), ...(end < items.length ? { nextToken: String(end) } : {}) };
};

/** DescribeLogGroups, by name. */
export const describeLogGroups = (cloud: Cloud, store: LogStore): Operation<v.InferOutput<typeof describeLogGroupsInput>, object> => ({
  needs: () => [streamNeed(cloud, 'logs:DescribeLogGroups', '')],
  run: ({ logGroupNamePrefix = '', limit = 50, nextToken }) => {
    const found = store
      .all()
      .filter(({ name }) => name.startsWith(logGroupNamePrefix))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const { items, ...rest } = page(found, limit, nextToken);
    const logGroups = items.map(({ name, creationTime, retentionInDays }) => ({
      logGroupName: name,
      creationTime,
      ...(retentionInDays === undefined ? {} : { retentionInDays }),
      arn: cloud.arn('logs', `log-group:${name}:*`),
      logGroupArn: cloud.arn('logs', `log-group:${name}`),
    }));
    return { logGroups, ...rest };
  },
});

const byName = (a: LogStream, b: LogStream): number => (a.name < b.name ? -1 : 1);
const byLastEvent = (a: LogStream, b: LogStream): number => (a.lastEventTimestamp ?? 0) - (b.lastEventTimestamp ?? 0);

/** DescribeLogStreams. */
export const describeLogStreams = (cloud: Cloud, store: LogStore): Operation<v.InferOutput<typeof describeLogStreamsInput>, object> => ({
  needs: (input) => [streamNeed(cloud, 'logs:DescribeLogStreams', input.logGroupName)],
  run: ({ logGroupName, logStreamNamePrefix = '', orderBy, descending, limit = 50, nextToken }) => {
    const found = [...store.group(logGroupName).streams.values()]
      .filter(({ name }) => name.startsWith(logStreamNamePrefix))
      .toSorted(orderBy === 'LastEventTime' ? byLastEvent : byName);
    const { items, ...rest } = page(descending ? found.toReversed() : found, limit, nextToken);
    return { logStreams: items.map(({ name, ...times }) => ({ logStreamName: name, ...times })), ...rest };
  },
});

const wanted = (event: StoredEvent, input: v.InferOutput<typeof filterLogEventsInput>): boolean =>
  event.timestamp >= (input.startTime ?? 0) &&
  event.timestamp <= (input.endTime ?? Infinity) &&
  (input.logStreamNames?.includes(event.logStreamName) ?? true) &&
  event.logStreamName.startsWith(input.logStreamNamePrefix ?? '');

/** FilterLogEvents, oldest first. */
export const filterLogEvents = (cloud: Cloud, store: LogStore): Operation<v.InferOutput<typeof filterLogEventsInput>, object> => ({
  needs: (input) => [streamNeed(cloud, 'logs:FilterLogEvents', input.logGroupName)],
  run: (input) => {
    const matches = parseFilter(input.filterPattern);
    const found = store
      .group(input.logGroupName)
      .events.filter((event) => wanted(event, input) && matches(event.message))
      .toSorted((a, b) => a.timestamp - b.timestamp);
    const { items, ...rest } = page(found, input.limit ?? 10_000, input.nextToken);
    return { events: items, searchedLogStreams: [], ...rest };
  },
});
