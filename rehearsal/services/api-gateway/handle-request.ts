import { randomUUID } from 'node:crypto';
import { setTimeout as realSleep } from 'node:timers/promises';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Principal } from '../../cloud/service';
import type { InvokeOutput } from '../lambda/api';
import { findRoute, type HttpApi, type Route } from './api';
import type { Incoming } from './incoming';
import { proxyEvent } from './proxy-event';
import { gatewayReply, proxyReply, type Reply } from './proxy-response';

/** A reply, and what the access log says of the way to it. */
export interface Handled {
  readonly reply: Reply;
  readonly requestId: string;
  readonly routeKey: string;
}

/** Answers one request: stage, throttle, route, function. */
export const handleRequest = async (cloud: Cloud, api: HttpApi, incoming: Incoming): Promise<Handled> => {
  const requestId = randomUUID();
  const time = cloud.clock.now();
  const handled = (reply: Reply, routeKey = '-'): Handled => ({ reply, requestId, routeKey });
  if (api.stage === undefined) return handled(gatewayReply(404, 'Not Found'));
  const found = findRoute(api, incoming.method, incoming.path);
  if (found === undefined) return handled(gatewayReply(404, 'Not Found'));
  const { route, parameters } = found;
  if (api.stage.throttle?.admit(time) === false) return handled(gatewayReply(429, 'Too Many Requests'), route.key);
  const event = proxyEvent(incoming, { accountId: cloud.account, apiId: api.id, requestId, routeKey: route.key, parameters, time });
  return handled(await integrate(cloud, api, route, JSON.stringify(event)), route.key);
};

/** The gateway calls functions in the name of the route, as their permissions name it. */
const callerFor = (cloud: Cloud, api: HttpApi, { key }: Route): Principal => {
  const [method, path = ''] = key.split(' ');
  return { kind: 'service', name: 'apigateway.amazonaws.com', sourceArn: cloud.arn('execute-api', `${api.id}/$default/${method}${path}`) };
};

const integrate = async (cloud: Cloud, api: HttpApi, route: Route, payload: string): Promise<Reply> => {
  const waiting = new AbortController();
  const late = realSleep(route.timeoutMilliseconds, gatewayReply(503, 'Service Unavailable', 'the function took too long'), {
    signal: waiting.signal,
  });
  try {
    return await Promise.race([invoke(cloud, api, route, payload), late]);
  } finally {
    late.catch(() => undefined);
    waiting.abort();
  }
};

const invoke = async (cloud: Cloud, api: HttpApi, route: Route, payload: string): Promise<Reply> => {
  try {
    const output = await cloud.call<InvokeOutput>(
      'lambda',
      'Invoke',
      { FunctionName: route.functionArn, Payload: Buffer.from(payload) },
      callerFor(cloud, api, route),
    );
    const answer = Buffer.from(output.Payload ?? []).toString('utf8');
    return output.FunctionError === undefined
      ? proxyReply(answer)
      : gatewayReply(500, 'Internal Server Error', `the function failed: ${answer}`);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const status = error.code === 'TooManyRequestsException' ? 503 : 500;
    return gatewayReply(status, status === 503 ? 'Service Unavailable' : 'Internal Server Error', `${error.code}: ${error.message}`);
  }
};
