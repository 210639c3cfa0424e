/** CloudWatch Logs on a laptop: groups, streams, and the metrics that lines carry. */
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { Service, ServiceFactory } from '../../cloud/service';
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
  putLogEventsInput,
} from './inputs';
import { LogStore } from './log-store';
import { streamNeed } from './needs';
import { putLogEvents } from './put-log-events';
import { describeLogGroups, describeLogStreams, filterLogEvents } from './read-logs';

const invalid = 'InvalidParameterException';

/** The stand-in for CloudWatch Logs. */
export const logsService: ServiceFactory = (cloud: Cloud): Service => {
  const store = new LogStore(() => cloud.clock.now());
  const lifetime = new Lifetime(cloud, 'logs');
  return {
    name: 'logs',
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
    },
    stop: () => lifetime.stop(),
  };
};
