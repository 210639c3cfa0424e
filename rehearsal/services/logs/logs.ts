/** CloudWatch Logs on a laptop: groups, streams, subscriptions, and the metrics that lines carry. */
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { Service } from '../../cloud/service';
import { validated } from '../../cloud/validated';
import { parseProperties } from '../input';
import { Lifetime } from '../lifetime';
import {
  createLogGroupInput,
  createLogStreamInput,
  describeLogGroupsInput,
  describeLogStreamsInput,
  filterLogEventsInput,
  logGroupProperties,
  logStreamProperties,
  putLogEventsInput,
} from './inputs';
import { LogStore } from './log-store';
import { streamNeed } from './needs';
import { putLogEvents } from './put-log-events';
import { describeLogGroups, describeLogStreams, filterLogEvents } from './read-logs';
import { Subscriptions } from './subscriptions';

const invalid = 'InvalidParameterException';

/** The stand-in, with what tests and stories may do to its subscriptions. */
export interface LogsService extends Service {
  readonly subscriptions: Pick<Subscriptions, 'drain'>;
}

/** The stand-in for CloudWatch Logs. */
export const logsService = (cloud: Cloud): LogsService => {
  const store = new LogStore(() => cloud.clock.now());
  const lifetime = new Lifetime(cloud, 'logs');
  const subscriptions = new Subscriptions(cloud, lifetime, store);
  return {
    name: 'logs',
    subscriptions,
    operations: {
      CreateLogGroup: validated(
        createLogGroupInput,
        {
          needs: ({ logGroupName }) => [streamNeed(cloud, 'logs:CreateLogGroup', logGroupName)],
          run: ({ logGroupName }) => void store.createGroup(logGroupName),
        },
        invalid,
      ),
      CreateLogStream: validated(
        createLogStreamInput,
        {
          needs: ({ logGroupName, logStreamName }) => [streamNeed(cloud, 'logs:CreateLogStream', logGroupName, logStreamName)],
          run: ({ logGroupName, logStreamName }) => store.createStream(store.group(logGroupName), logStreamName),
        },
        invalid,
      ),
      PutLogEvents: validated(putLogEventsInput, putLogEvents(cloud, lifetime, store), invalid),
      DescribeLogGroups: validated(describeLogGroupsInput, describeLogGroups(cloud, store), invalid),
      DescribeLogStreams: validated(describeLogStreamsInput, describeLogStreams(cloud, store), invalid),
      FilterLogEvents: validated(filterLogEventsInput, filterLogEvents(cloud, store), invalid),
    },
    resources: {
      'AWS::Logs::LogGroup': (request) => {
        const { LogGroupName, RetentionInDays } = parseProperties(logGroupProperties, request);
        const { name } = store.createGroup(LogGroupName ?? physicalName(request, 512), RetentionInDays);
        return { ref: name, attributes: { Arn: cloud.arn('logs', `log-group:${name}:*`) } };
      },
      'AWS::Logs::LogStream': (request) => {
        const { LogGroupName, LogStreamName = physicalName(request, 512) } = parseProperties(logStreamProperties, request);
        store.createStream(store.group(LogGroupName), LogStreamName);
        return { ref: LogStreamName, attributes: {} };
      },
      'AWS::Logs::SubscriptionFilter': (request) => subscriptions.create(request),
    },
    stop: () => lifetime.stop(),
  };
};
