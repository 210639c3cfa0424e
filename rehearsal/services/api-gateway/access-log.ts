import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Principal } from '../../cloud/service';
import type { HttpApi } from './api';
import type { Handled } from './handle-request';
import type { Incoming } from './incoming';
import { logTime } from './proxy-event';

const caller: Principal = { kind: 'operator' };
const logStreamName = 'access';

/** The `$context` variables that are known here; others become `-`, as in API Gateway. */
const variables = (
  api: HttpApi,
  incoming: Incoming,
  { reply, requestId, routeKey }: Handled,
  time: number,
): Readonly<Record<string, string>> => ({
  requestId,
  apiId: api.id,
  stage: '$default',
  routeKey,
  path: incoming.path,
  httpMethod: incoming.method,
  protocol: incoming.protocol,
  'identity.sourceIp': incoming.sourceIp,
  'identity.userAgent': incoming.headers.get('user-agent')?.[0] ?? '-',
  requestTime: logTime(time),
  requestTimeEpoch: String(time),
  status: String(reply.status),
  responseLength: String(reply.body.byteLength),
  integrationErrorMessage: reply.problem ?? '-',
});

/** Values inside a JSON format are escaped, so that a path cannot break the line. */
const escaped = (value: string): string => JSON.stringify(value).slice(1, -1);

const fill = (format: string, values: Readonly<Record<string, string>>): string =>
  format.replaceAll(/\$context\.([\w.]*\w)/g, (_whole, name: string) => escaped(values[name] ?? '-'));

const ensureStream = async (cloud: Cloud, logGroupName: string): Promise<void> => {
  try {
    await cloud.call('logs', 'CreateLogStream', { logGroupName, logStreamName }, caller);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ResourceAlreadyExistsException') throw error;
  }
};

/** Writes the line of a request to the stage's log group, where it has one. The gateway's log delivery needs no role. */
export const logAccess = async (cloud: Cloud, api: HttpApi, incoming: Incoming, handled: Handled): Promise<void> => {
  const log = api.stage?.accessLog;
  if (log === undefined) return;
  const timestamp = cloud.clock.now();
  const message = fill(log.format, variables(api, incoming, handled, timestamp));
  await ensureStream(cloud, log.group);
  await cloud.call('logs', 'PutLogEvents', { logGroupName: log.group, logStreamName, logEvents: [{ timestamp, message }] }, caller);
};
