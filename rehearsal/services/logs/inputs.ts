/** Schemas of CloudWatch Logs' inputs. */
import * as v from 'valibot';
import { text } from '../input';

const groupName = v.pipe(
  text,
  v.maxLength(512),
  v.regex(/^[.\-_/#A-Za-z0-9]+$/, 'Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+'),
);
const streamName = v.pipe(text, v.maxLength(512), v.regex(/^[^:*]*$/, 'Member must satisfy regular expression pattern: [^:*]*'));
const time = v.optional(v.pipe(v.number(), v.minValue(0)));
const paging = { nextToken: v.optional(v.string()), limit: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(10_000))) };

export const createLogGroupInput = v.object({ logGroupName: groupName });
export const createLogStreamInput = v.object({ logGroupName: groupName, logStreamName: streamName });

export const putLogEventsInput = v.object({
  logGroupName: groupName,
  logStreamName: streamName,
  logEvents: v.pipe(
    v.array(v.object({ timestamp: v.pipe(v.number('Member must not be null'), v.minValue(0)), message: text })),
    v.minLength(1, 'Member must have length greater than or equal to 1'),
    v.maxLength(10_000),
  ),
});

export const describeLogGroupsInput = v.object({ logGroupNamePrefix: v.optional(groupName), ...paging });
export const describeLogStreamsInput = v.object({
  logGroupName: groupName,
  logStreamNamePrefix: v.optional(streamName),
  orderBy: v.optional(v.picklist(['LogStreamName', 'LastEventTime']), 'LogStreamName'),
  descending: v.optional(v.boolean(), false),
  ...paging,
});

export const filterLogEventsInput = v.object({
  logGroupName: groupName,
  logStreamNames: v.optional(v.array(streamName)),
  logStreamNamePrefix: v.optional(streamName),
  startTime: time,
  endTime: time,
  filterPattern: v.optional(v.string()),
  ...paging,
});

/** Properties of AWS::Logs::LogGroup. */
export const logGroupProperties = v.object({
  LogGroupName: v.optional(groupName),
  RetentionInDays: v.optional(v.pipe(v.union([v.number(), v.pipe(v.string(), v.transform(Number))]), v.number(), v.minValue(1))),
});

/** Properties of AWS::Logs::LogStream. */
export const logStreamProperties = v.object({ LogGroupName: groupName, LogStreamName: v.optional(streamName) });

/** Properties of AWS::Logs::SubscriptionFilter. */
export const subscriptionProperties = v.object({
  LogGroupName: groupName,
  FilterName: v.optional(text),
  FilterPattern: v.string('Member must not be null'),
  DestinationArn: v.pipe(
    text,
    v.regex(
      /^arn:aws:(?:lambda:.+:function:|firehose:.+:deliverystream\/).+$/,
      'only functions and Firehose streams are rehearsed as destinations',
    ),
  ),
  RoleArn: v.exactOptional(text),
});
